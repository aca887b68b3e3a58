package io.indelible.exporter;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A destination. Used by one thread, the export thread, but for {@link #hurry}.
 */
public interface Exporter extends Closeable {
    /** The name in {@code indelible.exporter}, of its cursor and in messages: {@code file}, {@code otlp}. */
    String name();

    /** What takes this signal, by its name among the component types of the semantic conventions; else its class. */
    default String type(Signal signal) {
        return getClass().getName();
    }

    /** Where this signal is sent; null when that is no server. */
    default @Nullable Server server(Signal signal) {
        return null;
    }

    /**
     * Delivers records of one signal. Returns when they were acknowledged (HTTP 2xx, forced to disk), refused, could
     * not be delivered now, or when the answer takes longer than others should wait for ({@link Kind#PENDING}). Throws nothing but {@link InterruptedException}; every other trouble is an {@link Outcome}.
     *
     * @param resource the OTLP {@code Resource} message they belong to
     * @param instance the process instance they come from
     * @param records at least one, all of {@code signal}
     */
    Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records)
            throws InterruptedException;

    /**
     * No more records of this instance will come: what is open for it shall be ended before this returns, because its
     * spool, whose lock protects what is open, is about to be let go.
     */
    default void finish(String instance) {}

    /** The process ends: from now on no {@link #export} may last beyond this {@link System#nanoTime}. */
    default void finishBy(long deadlineNanos) {}

    /**
     * The process ends and a delivery may be waiting for an answer that never comes: gives that up, so that it is a {@link
     * Kind#RETRY}. The one method that another thread calls.
     */
    default void hurry() {}

    /** Ends open files and connections; called once. */
    @Override
    void close();

    /** A server as the user has named it: a name or an address, and a port. */
    record Server(String address, int port) {}

    /**
     * How a delivery ended.
     *
     * @param kind what happened
     * @param rejected how many records were dropped; for {@link Kind#ACCEPTED} by partial success
     * @param retryAfterMillis for {@link Kind#RETRY}: what the destination asked for, -1 when it asked for nothing
     * @param reason what to say about it; empty when all is well
     */
    record Outcome(Kind kind, int rejected, long retryAfterMillis, String reason) {
        /** All is well. */
        public static final Outcome ACCEPTED = new Outcome(Kind.ACCEPTED, 0, -1, "");

        /** The answer is not there yet. */
        public static final Outcome PENDING = new Outcome(Kind.PENDING, 0, -1, "");

        /** Not now; {@code retryAfterMillis} -1 leaves the time to the caller's back-off. */
        public static Outcome retry(long retryAfterMillis, String reason) {
            return new Outcome(Kind.RETRY, 0, retryAfterMillis, reason);
        }

        /** Never; the records are dropped and counted. */
        public static Outcome rejected(int records, String reason) {
            return new Outcome(Kind.REJECTED, records, -1, reason);
        }
    }

    /** What happened to a delivery. */
    enum Kind {
        /** The destination has them, but for {@link Outcome#rejected} of them. */
        ACCEPTED,
        /**
         * They are on the way and nobody has answered: the next call must be with the very same list, and is where the answer is
         * waited for.
         */
        PENDING,
        /** They must be delivered again later. */
        RETRY,
        /** The destination will never take them. */
        REJECTED
    }
}
