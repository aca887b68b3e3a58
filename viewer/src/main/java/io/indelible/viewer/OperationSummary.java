package io.indelible.viewer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds spans up by name. Names that should have been few but are not are added up as one. */
final class OperationSummary {
    static final String OTHER = "(other)";
    private static final int MAX_NAMES = 1_000;

    private final long sinceNanos;
    private final boolean errorsOnly;
    private final SpanIds seen = new SpanIds();
    private final Map<String, OperationRow> operations = new HashMap<>();

    OperationSummary(long sinceNanos, boolean errorsOnly) {
        this.sinceNanos = sinceNanos;
        this.errorsOnly = errorsOnly;
    }

    void add(SpanRow span) {
        if (span.startNanos() < sinceNanos || (errorsOnly && !span.error()) || !seen.add(span.spanId())) {
            return;
        }
        boolean room = operations.size() < MAX_NAMES || operations.containsKey(span.name());
        operations
                .computeIfAbsent(room ? span.name() : OTHER, OperationRow::new)
                .add(span);
    }

    /** Whether a file that was last written to then may hold a span that counts. */
    boolean matters(long modifiedNanos) {
        return modifiedNanos >= sinceNanos;
    }

    /** What took the most time comes first. */
    List<OperationRow> rows(int limit) {
        return operations.values().stream()
                .sorted(Comparator.comparingLong(OperationRow::totalNanos)
                        .reversed()
                        .thenComparing(OperationRow::name))
                .limit(limit)
                .toList();
    }
}
