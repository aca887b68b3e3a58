package io.indelible.exporter.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.MessageType;
import io.indelible.exporter.otlp.OtlpJson;
import io.indelible.exporter.otlp.OtlpRequest;
import io.indelible.exporter.otlp.ScopeGroups;
import java.io.IOException;
import java.util.List;

/**
 * Writes records as lines of the store: each a whole {@code TracesData}, {@code LogsData} or {@code MetricsData} with its
 * newline, under 1 MiB because the collector's file receiver cuts longer ones. Not thread-safe.
 *
 * <p>Each record is written as JSON by itself and the lines are put together from the pieces: so a line knows its length,
 * and a record that cannot be decoded costs only itself.
 */
final class StoreLines {
    static final int MAX_LINE = (1 << 20) - 1;

    private static final byte[] COMMA = {','};
    private static final byte[] EMPTY = {'{', '}'};
    private static final byte[] SCOPE_END = (']' + schema() + '}').getBytes(UTF_8);
    private static final byte[] LINE_END = (']' + schema() + "}]}\n").getBytes(UTF_8);

    private final OtlpJson json = new OtlpJson();
    private final Bytes lines = new Bytes(256 << 10);
    private final Bytes record = new Bytes(8 << 10);
    private Bytes lineStart = new Bytes(0);
    private Bytes scopeStart = new Bytes(0);
    private int line;
    private boolean lineOpen;
    private boolean scopeOpen;
    private int rejected;
    private String reason = "";

    /** Writes lines of these records, in the place of those before. */
    void write(Signal signal, byte[] resource, List<SpoolRecord> records) {
        lines.reset();
        rejected = 0;
        reason = "";
        MessageType ofResource = MessageType.data(signal).fieldType(1);
        lineStart = lineStart(signal, ofResource, resource);
        for (List<SpoolRecord> group : ScopeGroups.of(records)) {
            scopeStart = scopeStart(ofResource.fieldType(2), group.get(0));
            for (SpoolRecord each : group) {
                add(signal, each);
            }
            endScope();
        }
        endLine();
    }

    /** The lines, as UTF-8. */
    Bytes bytes() {
        return lines;
    }

    /** How many records could not be written. */
    int rejected() {
        return rejected;
    }

    /** Why the last of them could not; empty when all could. */
    String reason() {
        return reason;
    }

    private void add(Signal signal, SpoolRecord each) {
        record.reset();
        try {
            json.write(MessageType.payload(signal), each.bytes(), each.payloadOffset(), each.payloadLength(), record);
        } catch (IOException e) {
            reject("a record that cannot be decoded: " + e.getMessage());
            return;
        }
        if (lengthWith(record.size()) > MAX_LINE) {
            endScope();
            endLine();
        }
        if (lengthWith(record.size()) > MAX_LINE) {
            reject("a record that is too long for a line");
            return;
        }
        append();
    }

    // What the current line would be with one more record of this length.
    private int lengthWith(int recordLength) {
        int before = lineOpen ? lines.size() - line + COMMA.length : lineStart.size();
        int scope = scopeOpen ? 0 : scopeStart.size();
        return before + scope + recordLength + SCOPE_END.length + LINE_END.length;
    }

    private void append() {
        if (!lineOpen) {
            line = lines.size();
            lines.add(lineStart);
        } else {
            lines.add(COMMA);
        }
        if (!scopeOpen) {
            lines.add(scopeStart);
        }
        lines.add(record);
        lineOpen = true;
        scopeOpen = true;
    }

    private void endScope() {
        if (scopeOpen) {
            lines.add(SCOPE_END);
            scopeOpen = false;
        }
    }

    private void endLine() {
        if (lineOpen) {
            lines.add(LINE_END);
            lineOpen = false;
        }
    }

    private void reject(String why) {
        rejected++;
        reason = why;
    }

    private Bytes lineStart(Signal signal, MessageType ofResource, byte[] resource) {
        Bytes start = new Bytes(1024);
        start.add(text("{\"" + MessageType.data(signal).fieldName(1) + "\":[{\"resource\":"));
        start.add(jsonOrEmpty(MessageType.RESOURCE, resource, 0, resource.length));
        start.add(text(",\"" + ofResource.fieldName(2) + "\":["));
        return start;
    }

    private Bytes scopeStart(MessageType ofScope, SpoolRecord first) {
        Bytes start = new Bytes(256);
        start.add(text("{\"scope\":"));
        start.add(jsonOrEmpty(MessageType.SCOPE, first.bytes(), first.scopeOffset(), first.scopeLength()));
        start.add(text(",\"" + ofScope.fieldName(2) + "\":["));
        return start;
    }

    // A record without its scope says more than no record.
    private byte[] jsonOrEmpty(MessageType type, byte[] bytes, int offset, int length) {
        Bytes out = new Bytes(256);
        try {
            json.write(type, bytes, offset, length, out);
            return out.toByteArray();
        } catch (IOException e) {
            reason = type + " cannot be decoded and is left out: " + e.getMessage();
            return EMPTY;
        }
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(UTF_8);
    }

    private static String schema() {
        return ",\"schemaUrl\":\"" + OtlpRequest.SCHEMA_URL + '"';
    }
}
