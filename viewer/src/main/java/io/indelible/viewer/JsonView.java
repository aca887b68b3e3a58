package io.indelible.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.viewer.TraceTree.Node;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The same for machines: one object a line, times in UTC, durations in nanoseconds. */
final class JsonView {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PrintWriter out;

    JsonView(PrintWriter out) {
        this.out = out;
    }

    void traces(List<TraceRow> traces) {
        for (TraceRow trace : traces) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("traceId", trace.traceId());
            line.put("started", time(trace.startNanos()));
            line.put("service", trace.service());
            line.put("services", trace.services());
            line.put("operation", trace.operation());
            line.put("durationNanos", trace.durationNanos());
            line.put("spans", trace.spans());
            line.put("errors", trace.errors());
            print(line);
        }
    }

    void operations(List<OperationRow> operations) {
        for (OperationRow operation : operations) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("operation", operation.name());
            line.put("count", operation.count());
            line.put("errors", operation.errors());
            line.put("totalNanos", operation.totalNanos());
            line.put("p50Nanos", operation.quantileNanos(0.5));
            line.put("p95Nanos", operation.quantileNanos(0.95));
            line.put("bytes", operation.bytes());
            print(line);
        }
    }

    /** The spans in the order of the tree. */
    void tree(List<SpanRow> spans, Function<SpanRow, List<EventRow>> events) {
        for (Node node : TraceTree.nodes(spans)) {
            print(span(node, events.apply(node.span())));
        }
    }

    private static Map<String, Object> span(Node node, List<EventRow> events) {
        SpanRow span = node.span();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("traceId", span.traceId());
        line.put("spanId", span.spanId());
        String parent = span.parentSpanId();
        if (parent != null) {
            line.put("parentSpanId", parent);
        }
        line.put("depth", node.depth());
        line.put("service", span.service());
        line.put("name", span.name());
        line.put("kind", span.kind());
        line.put("started", time(span.startNanos()));
        line.put("durationNanos", span.durationNanos());
        line.put("error", span.error());
        if (!span.statusMessage().isEmpty()) {
            line.put("statusMessage", span.statusMessage());
        }
        line.put("attributes", span.attributes());
        line.put("events", events.stream().map(JsonView::event).toList());
        return line;
    }

    private static Map<String, Object> event(EventRow event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", event.name());
        line.put("time", time(event.timeNanos()));
        line.put("severity", event.severity());
        if (!event.body().isEmpty()) {
            line.put("body", event.body());
        }
        line.put("attributes", event.attributes());
        return line;
    }

    private void print(Map<String, Object> line) {
        try {
            out.println(MAPPER.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("texts, numbers, lists and maps are JSON", impossible);
        }
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
