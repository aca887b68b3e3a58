package io.indelible.viewer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the newest traces out of any number of spans in any order. Memory is bounded by how many it retains beyond the
 * limit: a trace may turn out newer or older than it seemed while its other spans are still to come.
 */
final class RecentTraces {
    /** How far the clocks of machines, and of one machine over time, are trusted to agree. */
    static final long SLACK_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int RETAINED = 20_000;
    private static final Comparator<TraceRow> NEWEST_FIRST =
            Comparator.comparingLong(TraceRow::startNanos).reversed().thenComparing(TraceRow::traceId);

    private final int limit;
    private final long sinceNanos;
    private final boolean errorsOnly;
    private final int retained;
    private Map<String, TraceRow> traces = new HashMap<>();

    RecentTraces(int limit, long sinceNanos, boolean errorsOnly) {
        this.limit = limit;
        this.sinceNanos = sinceNanos;
        this.errorsOnly = errorsOnly;
        this.retained = (int) Math.min(Integer.MAX_VALUE / 2, Math.max(RETAINED, 2L * limit));
    }

    void add(SpanRow span) {
        traces.computeIfAbsent(span.traceId(), TraceRow::new).add(span);
        if (traces.size() > 2 * retained) {
            prune();
        }
    }

    /** Whether a file that was last written to then may hold a span of one of the newest traces. */
    boolean matters(long modifiedNanos) {
        if (modifiedNanos < sinceNanos) {
            return false;
        }
        List<TraceRow> newest = newest();
        return newest.size() < limit
                || modifiedNanos >= newest.get(newest.size() - 1).startNanos() - SLACK_NANOS;
    }

    /** As many as the limit allows, newest first. */
    List<TraceRow> newest() {
        return traces.values().stream()
                .filter(this::wanted)
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private boolean wanted(TraceRow trace) {
        return trace.startNanos() >= sinceNanos && (!errorsOnly || trace.errors() > 0);
    }

    private void prune() {
        List<TraceRow> kept = new ArrayList<>(newest());
        traces.values().stream().sorted(NEWEST_FIRST).limit(retained).forEach(kept::add);
        traces = new HashMap<>();
        kept.forEach(trace -> traces.put(trace.traceId(), trace));
    }
}
