package io.indelible.exporter;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one destination is doing. Written by the export thread, read by any.
 *
 * <p>Everything is counted in records: spans, log records, metrics. Only what a collector says it rejected of metrics is
 * counted in data points, because it says no more.
 */
public final class ExportHealth {
    private static final int SIGNALS = Signal.values().length + 1; // their numbers start at 1

    private final String destination;
    private final Function<Signal, String> types;
    private final AtomicLongArray exported = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray rejected = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray retried = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray inflight = new AtomicLongArray(SIGNALS);
    private volatile long oldestEpochNanos;
    private volatile @Nullable String lastError;
    private volatile @Nullable Instant lastSuccess;

    ExportHealth(String destination, Function<Signal, String> types) {
        this.destination = destination;
        this.types = types;
    }

    /** The name of the destination. */
    public String destination() {
        return destination;
    }

    /** What takes this signal, see {@link Exporter#type}. */
    public String type(Signal signal) {
        return types.apply(signal);
    }

    /** Records that the destination was ever given, once each. */
    public long handedOver(Signal signal) {
        return exported(signal) + rejected(signal) + inflight(signal);
    }

    /** Records that the destination has acknowledged. */
    public long exported(Signal signal) {
        return exported.get(signal.number);
    }

    /** Records that were dropped because the destination will never take them. */
    public long rejected(Signal signal) {
        return rejected.get(signal.number);
    }

    /** Deliveries, of any number of records each, that have to be made again. */
    public long retried(Signal signal) {
        return retried.get(signal.number);
    }

    /** Records handed to the destination whose delivery has not been concluded. */
    public long inflight(Signal signal) {
        return inflight.get(signal.number);
    }

    /** When the oldest record was made that waits for the destination's answer, nanoseconds since the epoch; 0 for none. */
    public long oldestEpochNanos() {
        return oldestEpochNanos;
    }

    /** What the destination said about its last trouble; null when there was none. */
    public @Nullable String lastError() {
        return lastError;
    }

    /** When the destination last acknowledged something; null when it never did. */
    public @Nullable Instant lastSuccess() {
        return lastSuccess;
    }

    void waitsSince(long epochNanos) {
        oldestEpochNanos = epochNanos;
    }

    void started(Signal signal, int records) {
        inflight.set(signal.number, records);
    }

    void accepted(Signal signal, int records, int ofThemRejected, Instant now) {
        exported.addAndGet(signal.number, Math.max(0, records - ofThemRejected));
        rejected.addAndGet(signal.number, ofThemRejected);
        inflight.set(signal.number, 0);
        lastSuccess = now;
    }

    void refused(Signal signal, int records) {
        rejected.addAndGet(signal.number, records);
        inflight.set(signal.number, 0);
    }

    void postponed(Signal signal) {
        retried.incrementAndGet(signal.number);
        inflight.set(signal.number, 0);
    }

    void trouble(String reason) {
        lastError = reason;
    }
}
