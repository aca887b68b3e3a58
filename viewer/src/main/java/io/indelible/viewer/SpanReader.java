package io.indelible.viewer;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads one span of a line. Its service is not known yet: {@link #finish} adds it. */
final class SpanReader {
    private static final int STATUS_ERROR = 2;

    private final AttributeFilter filter;
    private String traceId = "";
    private String spanId = "";
    private String parentSpanId = "";
    private String name = "";
    private int kind;
    private long startNanos;
    private long endNanos;
    private int status;
    private String statusMessage = "";
    private Map<String, Object> attributes = Map.of();
    private final List<EventRow> events = new ArrayList<>(0);

    private SpanReader(AttributeFilter filter) {
        this.filter = filter;
    }

    static SpanReader read(JsonParser json, AttributeFilter filter) throws IOException {
        SpanReader span = new SpanReader(filter);
        OtlpJson.object(json, field -> span.field(json, field));
        if (span.traceId.isEmpty() || span.spanId.isEmpty()) {
            throw new IOException("a span without ids");
        }
        return span;
    }

    private void field(JsonParser json, String field) throws IOException {
        switch (field) {
            case "traceId" -> traceId = OtlpJson.id(json, OtlpJson.TRACE_ID_DIGITS);
            case "spanId" -> spanId = OtlpJson.id(json, OtlpJson.SPAN_ID_DIGITS);
            case "parentSpanId" -> parentSpanId = OtlpJson.id(json, OtlpJson.SPAN_ID_DIGITS);
            case "name" -> name = OtlpJson.text(json);
            case "kind" -> kind = json.getValueAsInt();
            case "startTimeUnixNano" -> startNanos = OtlpJson.number(json);
            case "endTimeUnixNano" -> endNanos = OtlpJson.number(json);
            case "status" -> OtlpJson.object(json, inner -> status(json, inner));
            case "attributes" -> attributes = OtlpJson.attributes(json, filter);
            case "events" -> events(json);
            default -> json.skipChildren();
        }
    }

    private void status(JsonParser json, String field) throws IOException {
        switch (field) {
            case "code" -> status = json.getValueAsInt();
            case "message" -> statusMessage = OtlpJson.text(json);
            default -> json.skipChildren();
        }
    }

    private void events(JsonParser json) throws IOException {
        if (filter == AttributeFilter.ALL) {
            OtlpJson.array(json, () -> events.add(EventReader.read(json)));
        } else {
            json.skipChildren();
        }
    }

    SpanRow finish(String service) {
        return new SpanRow(
                traceId,
                spanId,
                parentSpanId.isEmpty() ? null : parentSpanId,
                service,
                name,
                kind,
                startNanos,
                endNanos,
                status == STATUS_ERROR,
                statusMessage,
                attributes,
                events);
    }
}
