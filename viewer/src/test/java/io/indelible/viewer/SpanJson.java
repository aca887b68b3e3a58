package io.indelible.viewer;

import java.util.ArrayList;
import java.util.List;

/** Writes one span, or a line of them, as the store has it. */
final class SpanJson {
    /** 2026-01-02T03:04:05Z. */
    static final long BASE_NANOS = 1_767_323_045_000_000_000L;

    private final String traceId;
    private final String spanId;
    private final String name;
    private final List<String> attributes = new ArrayList<>();
    private String parent = "";
    private long start = BASE_NANOS;
    private long duration = 1_000_000;
    private String status = "{}";

    private SpanJson(String traceId, String spanId, String name) {
        this.traceId = traceId;
        this.spanId = spanId;
        this.name = name;
    }

    /** Short ids are filled up with zeros, on the right for traces and on the left for spans. */
    static SpanJson span(String traceId, String spanId, String name) {
        return new SpanJson(traceId + "0".repeat(32 - traceId.length()), spanId(spanId), name);
    }

    static String spanId(String id) {
        return "0".repeat(16 - id.length()) + id;
    }

    SpanJson under(String parentSpanId) {
        parent = spanId(parentSpanId);
        return this;
    }

    SpanJson at(long offsetNanos) {
        start = BASE_NANOS + offsetNanos;
        return this;
    }

    SpanJson lasting(long nanos) {
        duration = nanos;
        return this;
    }

    SpanJson failed(String message) {
        status = "{\"code\":2,\"message\":\"" + message + "\"}";
        return this;
    }

    SpanJson with(String key, String value) {
        attributes.add("{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}");
        return this;
    }

    SpanJson with(String key, long value) {
        attributes.add("{\"key\":\"" + key + "\",\"value\":{\"intValue\":\"" + value + "\"}}");
        return this;
    }

    @Override
    public String toString() {
        return "{\"traceId\":\"" + traceId + "\",\"spanId\":\"" + spanId + "\",\"parentSpanId\":\"" + parent
                + "\",\"flags\":257,\"name\":\"" + name + "\",\"kind\":1,\"startTimeUnixNano\":\"" + start
                + "\",\"endTimeUnixNano\":\"" + (start + duration) + "\",\"attributes\":["
                + String.join(",", attributes) + "],\"status\":" + status + ",\"droppedEventsCount\":0}";
    }

    /** One line, without its line feed. */
    static String line(String service, SpanJson... spans) {
        List<String> texts = new ArrayList<>();
        for (SpanJson span : spans) {
            texts.add(span.toString());
        }
        return "{\"resourceSpans\":[{\"resource\":" + resource(service)
                + ",\"scopeSpans\":[{\"scope\":{\"name\":\"test\"},\"spans\":[" + String.join(",", texts)
                + "]}],\"schemaUrl\":\"x\"}],\"fieldOfTheFuture\":{\"a\":[1,{\"b\":2}]}}";
    }

    /** One line with one log record of an exception. */
    static String exceptionLine(String service, String traceId, String spanId, String uid, String message) {
        return "{\"resourceLogs\":[{\"resource\":" + resource(service)
                + ",\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"" + BASE_NANOS
                + "\",\"severityNumber\":13,\"eventName\":\"indelible.file.operation.exception\",\"traceId\":\""
                + traceId + "0".repeat(32 - traceId.length()) + "\",\"spanId\":\"" + spanId(spanId)
                + "\",\"attributes\":["
                + "{\"key\":\"exception.type\",\"value\":{\"stringValue\":\"java.io.IOException\"}},"
                + "{\"key\":\"exception.message\",\"value\":{\"stringValue\":\"" + message + "\"}},"
                + "{\"key\":\"log.record.uid\",\"value\":{\"stringValue\":\"" + uid + "\"}}]}]}]}]}";
    }

    private static String resource(String service) {
        return "{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"" + service + "\"}}]}";
    }
}
