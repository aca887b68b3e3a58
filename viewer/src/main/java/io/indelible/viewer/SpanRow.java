package io.indelible.viewer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One span as the store has it: ids in lower-case hex, times in nanoseconds since 1970. Attribute values are String,
 * Long, Double, Boolean, List or Map; only the attributes that were asked for are there.
 */
record SpanRow(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        String service,
        String name,
        int kind,
        long startNanos,
        long endNanos,
        boolean error,
        String statusMessage,
        Map<String, Object> attributes,
        List<EventRow> events) {

    /** Bytes that the operation hashed or really moved: those a speed can be told of. */
    static final List<String> WORKED_BYTES = List.of(
            "indelible.copy.transferred.size",
            "indelible.hash.input.size",
            "indelible.file.read.size",
            "indelible.file.written.size");

    /** Bytes that the operation was about. */
    private static final List<String> SIZE_BYTES =
            List.of("file.size", "http.request.body.size", "http.response.body.size");

    long durationNanos() {
        return Math.max(0, endNanos - startNanos);
    }

    /** Null when the span says nothing of bytes it worked on. */
    @Nullable
    Long workedBytes() {
        return first(WORKED_BYTES);
    }

    /** Null when the span says nothing of bytes. */
    @Nullable
    Long bytes() {
        Long worked = workedBytes();
        return worked != null ? worked : first(SIZE_BYTES);
    }

    /** Null when the attribute is absent. */
    @Nullable
    String text(String key) {
        Object value = attributes.get(key);
        return value == null ? null : value.toString();
    }

    private @Nullable Long first(List<String> keys) {
        for (String key : keys) {
            if (attributes.get(key) instanceof Long value) {
                return value;
            }
        }
        return null;
    }
}
