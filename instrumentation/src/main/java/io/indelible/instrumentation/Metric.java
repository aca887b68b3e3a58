package io.indelible.instrumentation;

/** The timers: name, description and bucket boundaries in seconds. Sources: HTTP and database metric conventions. */
public enum Metric {
    /** Own: file operations and hashing. */
    FILE_OPERATION_DURATION(
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
    /** Stable database convention. */
    DB_CLIENT_OPERATION_DURATION(
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

    /** The name on the wire. */
    public final String metricName;

    /** What it measures. */
    public final String description;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out, never written
    private final double[] boundarySeconds;

    Metric(String metricName, String description, double... boundarySeconds) {
        this.metricName = metricName;
        this.description = description;
        this.boundarySeconds = boundarySeconds;
    }

    /** The upper bounds of the buckets in seconds, ascending; a fresh array. */
    public double[] boundarySeconds() {
        return boundarySeconds.clone();
    }
}
