package io.indelible.viewer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened during a span: an event of the span itself, or a log record with its ids.
 *
 * @param uid tells copies of one log record apart from others; null when it has none
 */
record EventRow(
        String traceId,
        String spanId,
        String name,
        long timeNanos,
        int severity,
        String body,
        Map<String, Object> attributes,
        @Nullable String uid) {

    /** One line for people. */
    String text() {
        Object type = attributes.get("exception.type");
        Object message = attributes.get("exception.message");
        if (type == null && message == null) {
            return body.isEmpty() ? name : name + ": " + body;
        }
        if (type == null || message == null) {
            return String.valueOf(type != null ? type : message);
        }
        return type + ": " + message;
    }

    /** Whether it tells of a failure. */
    boolean isException() {
        return attributes.containsKey("exception.type") || attributes.containsKey("exception.message");
    }
}
