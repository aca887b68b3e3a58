package io.indelible.viewer;

import java.util.ArrayList;
import java.util.List;

/** What a list shows of one trace; grows with its spans. */
final class TraceRow {
    private final String traceId;
    private final SpanIds seen = new SpanIds();
    private final List<String> services = new ArrayList<>(1);
    private String service = "";
    private String operation = "";
    private boolean rootSeen;
    private long startNanos = Long.MAX_VALUE;
    private long endNanos;
    private int spans;
    private int errors;

    TraceRow(String traceId) {
        this.traceId = traceId;
    }

    /** Adds a span; one that was there already changes nothing. */
    void add(SpanRow span) {
        if (!seen.add(span.spanId())) {
            return;
        }
        name(span);
        startNanos = Math.min(startNanos, span.startNanos());
        endNanos = Math.max(endNanos, span.endNanos());
        spans++;
        errors += span.error() ? 1 : 0;
        if (!services.contains(span.service())) {
            services.add(span.service());
        }
    }

    /** A trace is called after its root, and until that is found after its earliest span. */
    private void name(SpanRow span) {
        boolean root = span.parentSpanId() == null;
        if (root ? !rootSeen || span.startNanos() < startNanos : !rootSeen && span.startNanos() < startNanos) {
            service = span.service();
            operation = span.name();
        }
        rootSeen |= root;
    }

    String traceId() {
        return traceId;
    }

    /** That of the root. */
    String service() {
        return service;
    }

    List<String> services() {
        return List.copyOf(services);
    }

    String operation() {
        return operation;
    }

    long startNanos() {
        return startNanos;
    }

    long durationNanos() {
        return Math.max(0, endNanos - startNanos);
    }

    int spans() {
        return spans;
    }

    int errors() {
        return errors;
    }
}
