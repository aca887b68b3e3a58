package io.indelible.viewer;

/** What all spans of one name amount to. */
final class OperationRow {
    private final String name;
    private final DurationHistogram durations = new DurationHistogram();
    private long count;
    private long errors;
    private long totalNanos;
    private long bytes;

    OperationRow(String name) {
        this.name = name;
    }

    void add(SpanRow span) {
        count++;
        errors += span.error() ? 1 : 0;
        totalNanos += span.durationNanos();
        durations.add(span.durationNanos());
        Long worked = span.workedBytes();
        bytes += worked == null ? 0 : worked;
    }

    String name() {
        return name;
    }

    long count() {
        return count;
    }

    long errors() {
        return errors;
    }

    long totalNanos() {
        return totalNanos;
    }

    long quantileNanos(double share) {
        return durations.quantile(share);
    }

    /** Bytes hashed or moved. */
    long bytes() {
        return bytes;
    }
}
