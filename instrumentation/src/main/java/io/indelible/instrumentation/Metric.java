package io.indelible.instrumentation;

/**
 * What is counted and measured: kind, unit, name, description and, where there are buckets, their boundaries in the unit.
 * Sources: HTTP and database metric conventions; our own follow their rules.
 */
public enum Metric {
    /** Own: file operations and hashing. */
    FILE_OPERATION_DURATION(
            Kind.TIMER,
            "s",
            Vocabulary.FILE_OPERATION_DURATION,
            "Duration of file operations and hashing.",
            0.0001,
            0.0005,
            0.001,
            0.005,
            0.01,
            0.05,
            0.1,
            0.5,
            1,
            5,
            10,
            30,
            60),
    /** Own: what file operations moved. The bytes of a hash are those of the read that brought them, and count there. */
    FILE_IO(Kind.COUNTER, "By", Vocabulary.FILE_IO, "Bytes read from and written to files."),
    /** Own: how many there were, and how many of them failed and why. */
    FILE_OPERATIONS(
            Kind.COUNTER,
            "{operation}",
            Vocabulary.FILE_OPERATIONS,
            "File operations and hashes of files, with the reason of those that failed."),
    /** Own: from the first byte to the digest, with whatever the program did in between. */
    HASH_THROUGHPUT(
            Kind.DISTRIBUTION,
            "By/s",
            Vocabulary.HASH_THROUGHPUT,
            "Bytes per second of hashing.",
            1e6,
            1e7,
            5e7,
            1e8,
            2.5e8,
            5e8,
            1e9,
            2e9,
            4e9,
            8e9),
    /** Own: of copies that moved bytes; a rename or a link has no throughput. */
    COPY_THROUGHPUT(
            Kind.DISTRIBUTION,
            "By/s",
            Vocabulary.COPY_THROUGHPUT,
            "Bytes per second of copying.",
            1e6,
            1e7,
            5e7,
            1e8,
            2.5e8,
            5e8,
            1e9,
            2e9,
            4e9,
            8e9),
    /** Stable database convention. */
    DB_CLIENT_OPERATION_DURATION(
            Kind.TIMER,
            "s",
            Vocabulary.DB_CLIENT_OPERATION_DURATION,
            "Duration of database client operations.",
            0.001,
            0.005,
            0.01,
            0.05,
            0.1,
            0.5,
            1,
            5,
            10),
    /** Stable HTTP convention. */
    HTTP_CLIENT_REQUEST_DURATION(
            Kind.TIMER,
            "s",
            Vocabulary.HTTP_CLIENT_REQUEST_DURATION,
            "Duration of HTTP client requests.",
            0.005,
            0.01,
            0.025,
            0.05,
            0.075,
            0.1,
            0.25,
            0.5,
            0.75,
            1,
            2.5,
            5,
            7.5,
            10),
    /** Stable HTTP convention. */
    HTTP_SERVER_REQUEST_DURATION(
            Kind.TIMER,
            "s",
            Vocabulary.HTTP_SERVER_REQUEST_DURATION,
            "Duration of HTTP server requests.",
            0.005,
            0.01,
            0.025,
            0.05,
            0.075,
            0.1,
            0.25,
            0.5,
            0.75,
            1,
            2.5,
            5,
            7.5,
            10);

    /** What becomes of the amounts. */
    public enum Kind {
        /** Durations in buckets. */
        TIMER,
        /** Amounts in buckets. */
        DISTRIBUTION,
        /** A sum that only grows. */
        COUNTER
    }

    /** What becomes of the amounts. */
    public final Kind kind;

    /** The unit, by the Unified Code for Units of Measure. */
    public final String unit;

    /** The name on the wire. */
    public final String metricName;

    /** What it measures. */
    public final String description;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out, never written
    private final double[] boundaries;

    Metric(Kind kind, String unit, String metricName, String description, double... boundaries) {
        this.kind = kind;
        this.unit = unit;
        this.metricName = metricName;
        this.description = description;
        this.boundaries = boundaries;
    }

    /** The upper bounds of the buckets in the metric's unit, ascending; a fresh array, empty for a counter. */
    public double[] boundaries() {
        return boundaries.clone();
    }

    /** In whose scope it is written; what two families share stands in the scope of the first. */
    public Family family() {
        return switch (this) {
            case FILE_OPERATION_DURATION, FILE_IO, FILE_OPERATIONS, COPY_THROUGHPUT -> Family.FILE;
            case HASH_THROUGHPUT -> Family.HASH;
            case DB_CLIENT_OPERATION_DURATION -> Family.DATABASE;
            case HTTP_CLIENT_REQUEST_DURATION -> Family.HTTP_CLIENT;
            case HTTP_SERVER_REQUEST_DURATION -> Family.HTTP_SERVER;
        };
    }
}
