package io.indelible.exporter;

/** The three signals of OTLP. The number is part of the record format on disk and must never change. */
public enum Signal {
    /** A record's payload is one {@code opentelemetry.proto.trace.v1.Span}. */
    TRACES(1),
    /** A record's payload is one {@code opentelemetry.proto.logs.v1.LogRecord}. */
    LOGS(2),
    /** A record's payload is one {@code opentelemetry.proto.metrics.v1.Metric}. */
    METRICS(3);

    /** The number in a record. */
    public final int number;

    Signal(int number) {
        this.number = number;
    }

    /** The lower-case name, as in {@code /v1/traces}. */
    public String path() {
        return switch (this) {
            case TRACES -> "traces";
            case LOGS -> "logs";
            case METRICS -> "metrics";
        };
    }

    /**
     * The signal of a record's number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Signal of(int number) {
        return switch (number) {
            case 1 -> TRACES;
            case 2 -> LOGS;
            case 3 -> METRICS;
            default -> throw new IllegalArgumentException("no signal has the number " + number);
        };
    }
}
