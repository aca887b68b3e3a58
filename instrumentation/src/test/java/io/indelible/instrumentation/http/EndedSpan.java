package io.indelible.instrumentation.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an operation said when it ended; travels as one line of text from the process that had it.
 *
 * @param parentId 0 for none
 * @param error the error type, empty for none
 * @param thrown the class of what was thrown, empty for none
 */
public record EndedSpan(
        String name,
        String family,
        long traceId,
        long spanId,
        long parentId,
        String error,
        String thrown,
        Map<String, String> attributes,
        Map<String, String> tags) {
    private static final String FIELD = "\t";
    private static final String PAIR = "\u0001";
    private static final String EQUALS = "\u0002";

    String line() {
        return String.join(
                FIELD,
                name,
                family,
                Long.toString(traceId),
                Long.toString(spanId),
                Long.toString(parentId),
                error,
                thrown,
                joined(attributes),
                joined(tags));
    }

    static EndedSpan parse(String line) {
        String[] fields = line.split(FIELD, -1);
        return new EndedSpan(
                fields[0],
                fields[1],
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                fields[5],
                fields[6],
                split(fields[7]),
                split(fields[8]));
    }

    private static String joined(Map<String, String> words) {
        return words.entrySet().stream()
                .map(word -> word.getKey() + EQUALS + word.getValue())
                .collect(Collectors.joining(PAIR));
    }

    private static Map<String, String> split(String text) {
        Map<String, String> words = new TreeMap<>();
        for (String pair : text.split(PAIR, -1)) {
            int equals = pair.indexOf(EQUALS);
            if (equals > 0) {
                words.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return words;
    }
}
