package io.indelible.viewer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the one trace whose id begins with a prefix, all its spans, and what the logs say about them. */
final class TraceSearch {
    private static final int MAX_CANDIDATES = 10;
    /** A tree of more is of no use to anybody, and no reason to run out of memory. */
    private static final int MAX_ROWS = 100_000;

    private final String prefix;
    private final TreeSet<String> candidates = new TreeSet<>();
    private final SpanIds seen = new SpanIds();
    private final List<SpanRow> spans = new ArrayList<>();
    private final Set<String> seenEvents = new HashSet<>();
    private final Map<String, List<EventRow>> events = new HashMap<>();
    private int eventCount;
    private long startNanos = Long.MAX_VALUE;
    private boolean cut;

    /** @param prefix lower-case hex */
    TraceSearch(String prefix) {
        this.prefix = prefix;
    }

    void run(TraceStore store) throws IOException {
        store.readSpans(AttributeFilter.ALL, ascii(prefix), this::spansMatter, this::add);
        if (candidates.size() == 1) {
            store.readEvents(ascii(candidates.first()), this::eventsMatter, this::add);
        }
    }

    /** The ids that begin with the prefix, not all when there are many. */
    Set<String> candidates() {
        return candidates;
    }

    /** Of the one trace, earliest first. */
    List<SpanRow> spans() {
        spans.sort(Comparator.comparingLong(SpanRow::startNanos));
        return spans;
    }

    /** What the span itself and the logs say, earliest first. */
    List<EventRow> events(SpanRow span) {
        List<EventRow> all = new ArrayList<>(span.events());
        all.addAll(events.getOrDefault(span.spanId(), List.of()));
        all.sort(Comparator.comparingLong(EventRow::timeNanos));
        return all;
    }

    /** Whether the trace has more spans than are kept. */
    boolean cut() {
        return cut;
    }

    private boolean spansMatter(long modifiedNanos) {
        if (prefix.length() < OtlpJson.TRACE_ID_DIGITS) {
            return candidates.size() < MAX_CANDIDATES;
        }
        return eventsMatter(modifiedNanos);
    }

    /** Nothing about a trace was written before it began. */
    private boolean eventsMatter(long modifiedNanos) {
        return spans.isEmpty() || modifiedNanos >= startNanos - RecentTraces.SLACK_NANOS;
    }

    private void add(SpanRow span) {
        if (!span.traceId().startsWith(prefix)) {
            return;
        }
        if (candidates.size() < MAX_CANDIDATES) {
            candidates.add(span.traceId());
        }
        if (candidates.size() == 1 && seen.add(span.spanId())) {
            keep(span);
        }
    }

    private void keep(SpanRow span) {
        if (spans.size() >= MAX_ROWS) {
            cut = true;
            return;
        }
        spans.add(span);
        startNanos = Math.min(startNanos, span.startNanos());
    }

    private void add(EventRow event) {
        String uid = event.uid();
        if (event.traceId().equals(candidates.first())
                && eventCount < MAX_ROWS
                && (uid == null || seenEvents.add(uid))) {
            events.computeIfAbsent(event.spanId(), id -> new ArrayList<>(1)).add(event);
            eventCount++;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
