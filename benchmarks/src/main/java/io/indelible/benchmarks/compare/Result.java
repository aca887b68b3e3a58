package io.indelible.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run cost.
 *
 * @param values by the names in {@link Workload}'s line, and {@code wall}, {@code sent}, {@code spans}
 */
record Result(Map<String, Double> values) {
    static Result parse(String line, long wallNanos, long sentBytes, long spans) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String part : line.split(" ", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(part.substring(0, equals), Double.valueOf(part.substring(equals + 1)));
            }
        }
        values.put("wall", (double) wallNanos);
        values.put("sent", (double) sentBytes);
        values.put("spans", (double) spans);
        return new Result(values);
    }

    double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }
}
