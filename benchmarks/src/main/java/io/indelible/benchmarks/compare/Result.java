package io.indelible.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run cost.
 *
 * @param values by the names in {@link Workload}'s line, and what only an onlooker can tell: {@code wall} and {@code process}
 *     (CPU, with that of its children) in nanoseconds, {@code sent} bytes, {@code traces}
 */
record Result(Map<String, Double> values) {
    static Result parse(String line, long wallNanos, long cpuNanos, Receiver receiver) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String part : line.split(" ", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(part.substring(0, equals), Double.valueOf(part.substring(equals + 1)));
            }
        }
        values.put("wall", (double) wallNanos);
        values.put("process", (double) cpuNanos);
        values.put("sent", (double) receiver.bytes());
        values.put("traces", (double) receiver.traces());
        return new Result(values);
    }

    double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }
}
