package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Figures;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Vocabulary;
import org.jspecify.annotations.Nullable;

/** What operations on files count besides their duration; spelled once, for hashes count some of it too. */
public final class FileFigures {
    /** The speed of less says more about the clock and the start of things than about the disk. */
    static final long LEAST_MEASURED = 64 * 1024;

    private static final double NANOS = 1e9;

    private FileFigures() {}

    /**
     * One operation on a file.
     *
     * @param extension of {@link Extensions}; null when the file has none
     * @param reason why it failed; null when it did not
     */
    public static void operation(Figures figures, String name, @Nullable String extension, @Nullable String reason) {
        figures.of(Metric.FILE_OPERATIONS);
        figures.put(Vocabulary.FILE_OPERATION_NAME, name);
        figures.put(Vocabulary.FILE_EXTENSION, extension);
        figures.put(Vocabulary.FILE_FAILURE_REASON, reason);
        figures.add(1);
    }

    /** Bytes that came from files and went into files. */
    public static void io(Figures figures, String name, long read, long written) {
        io(figures, name, "read", read);
        io(figures, name, "write", written);
    }

    private static void io(Figures figures, String name, String direction, long bytes) {
        if (bytes > 0) {
            figures.of(Metric.FILE_IO);
            figures.put(Vocabulary.FILE_OPERATION_NAME, name);
            figures.put(Vocabulary.DISK_IO_DIRECTION, direction);
            figures.add((double) bytes);
        }
    }

    /** The speed of a hash or a copy; nothing when it is too small to have one. */
    public static void throughput(
            Figures figures, Metric metric, String tag, @Nullable String value, long bytes, long nanos) {
        if (bytes >= LEAST_MEASURED && nanos > 0) {
            figures.of(metric);
            figures.put(tag, value);
            figures.add((double) bytes * NANOS / (double) nanos);
        }
    }
}
