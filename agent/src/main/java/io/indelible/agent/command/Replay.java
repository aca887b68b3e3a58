package io.indelible.agent.command;

import io.indelible.exporter.Signal;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends what a local store holds to an OTLP endpoint. */
public interface Replay {
    /**
     * Reads the segments that may hold what is asked for, oldest first, and sends it; returns when all was sent or the endpoint
     * did not take anything for the time that is allowed.
     *
     * @throws InterruptedException when the user gave up
     */
    Outcome replay(Request request, Progress progress) throws InterruptedException;

    /**
     * What is asked for.
     *
     * @param endpoint as {@code otel.exporter.otlp.endpoint}
     * @param protocol as {@code otel.exporter.otlp.protocol}; null for what is configured
     * @param service the directory of one service; null for all below the base directory
     * @param fromNanos the first moment, nanoseconds since 1970
     * @param toNanos the first moment no more
     * @param signals which of them
     * @param dryRun whether nothing is sent, only counted
     * @param patienceMillis how long an endpoint that takes nothing is tried
     * @param bytesPerSecond 0 for no limit
     */
    record Request(
            URI endpoint,
            @Nullable String protocol,
            @Nullable String service,
            long fromNanos,
            long toNanos,
            Set<Signal> signals,
            boolean dryRun,
            long patienceMillis,
            long bytesPerSecond) {}

    /**
     * How it ended.
     *
     * @param segments that were read
     * @param records that were found in the time asked for
     * @param sent of them, those that the endpoint has; 0 on a dry run
     * @param rejected of them, those it will never take
     * @param unreadable lines, and segments, that could not be read
     * @param gaveUp what the endpoint said last; null when all was sent
     */
    record Outcome(int segments, long records, long sent, long rejected, int unreadable, @Nullable String gaveUp) {}

    /** What is told meanwhile. */
    interface Progress {
        /** So much will be read, in bytes on disk. */
        void total(long bytes);

        /** So much more was read. */
        void read(long bytes);

        /** Something went wrong; a line for the user. */
        void trouble(String line);
    }
}
