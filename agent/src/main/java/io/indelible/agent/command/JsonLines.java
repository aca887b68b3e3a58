package io.indelible.agent.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.agent.engine.integrity.Entry;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line, times in UTC. */
final class JsonLines {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonLines() {}

    static void print(PrintWriter out, Map<String, Object> line) {
        try {
            out.println(MAPPER.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("texts, numbers and lists are JSON", impossible);
        }
    }

    /** What says which digest of which file. */
    static Map<String, Object> of(Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("path", entry.path());
        line.put("size", entry.size());
        line.put("algorithm", entry.algorithm());
        line.put("digest", HexFormat.of().formatHex(entry.digest()));
        return line;
    }
}
