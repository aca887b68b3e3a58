package io.indelible.viewer;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Map;

/** Reads one log record of a line, or one event of a span: an event has fewer fields under the same names. */
final class EventReader {
    private String traceId = "";
    private String spanId = "";
    private String name = "";
    private long timeNanos;
    private long observedNanos;
    private int severity;
    private String body = "";
    private Map<String, Object> attributes = Map.of();

    private EventReader() {}

    static EventRow read(JsonParser json) throws IOException {
        EventReader event = new EventReader();
        OtlpJson.object(json, field -> event.field(json, field));
        return event.finish();
    }

    private void field(JsonParser json, String field) throws IOException {
        switch (field) {
            case "traceId" -> traceId = OtlpJson.id(json, OtlpJson.TRACE_ID_DIGITS);
            case "spanId" -> spanId = OtlpJson.id(json, OtlpJson.SPAN_ID_DIGITS);
            case "name", "eventName" -> name = OtlpJson.text(json);
            case "timeUnixNano" -> timeNanos = OtlpJson.number(json);
            case "observedTimeUnixNano" -> observedNanos = OtlpJson.number(json);
            case "severityNumber" -> severity = json.getValueAsInt();
            case "body" -> body = OtlpJson.value(json).toString();
            case "attributes" -> attributes = OtlpJson.attributes(json, AttributeFilter.ALL);
            default -> json.skipChildren();
        }
    }

    private EventRow finish() {
        Object uid = attributes.get("log.record.uid");
        return new EventRow(
                traceId,
                spanId,
                name.isEmpty() ? "log" : name,
                timeNanos != 0 ? timeNanos : observedNanos,
                severity,
                body,
                attributes,
                uid == null ? null : uid.toString());
    }
}
