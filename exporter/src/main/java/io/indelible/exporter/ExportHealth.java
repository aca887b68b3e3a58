package io.indelible.exporter;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;
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
    private final Exporter exporter;
    private final AtomicLongArray exported = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray rejected = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray retried = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray inflight = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray taken = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray takenNanos = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray refused = new AtomicLongArray(SIGNALS);
    private final AtomicLongArray refusedNanos = new AtomicLongArray(SIGNALS);
    private volatile long exportedPoints;
    private volatile long rejectedPoints;
    private volatile long inflightPoints;
    private volatile long oldestEpochNanos;
    private volatile @Nullable String lastError;
    private volatile @Nullable Instant lastSuccess;

    ExportHealth(Exporter exporter) {
        this.exporter = exporter;
        destination = exporter.name();
    }

    /** The name of the destination. */
    public String destination() {
        return destination;
    }

    /** What takes this signal, see {@link Exporter#type}. */
    public String type(Signal signal) {
        return exporter.type(signal);
    }

    /** Where this signal is sent, see {@link Exporter#server}. */
    public Exporter.@Nullable Server server(Signal signal) {
        return exporter.server(signal);
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

    /** Data points of the metrics that the destination has acknowledged. */
    public long exportedPoints() {
        return exportedPoints;
    }

    /** Data points that were dropped because the destination will never take them. */
    public long rejectedPoints() {
        return rejectedPoints;
    }

    /** Data points handed to the destination whose delivery has not been concluded. */
    public long inflightPoints() {
        return inflightPoints;
    }

    /** Deliveries that the destination took, however often they had to be tried. */
    public Deliveries taken(Signal signal) {
        return new Deliveries(taken.get(signal.number), takenNanos.get(signal.number));
    }

    /** Deliveries that the destination refused for good. */
    public Deliveries refused(Signal signal) {
        return new Deliveries(refused.get(signal.number), refusedNanos.get(signal.number));
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

    void started(Signal signal, int records, int points) {
        inflight.set(signal.number, records);
        if (signal == Signal.METRICS) {
            inflightPoints = points;
        }
    }

    void accepted(Signal signal, int records, int ofThemRejected, Instant now, long nanos) {
        if (signal == Signal.METRICS) {
            concludePoints(ofThemRejected);
        }
        taken.incrementAndGet(signal.number);
        takenNanos.addAndGet(signal.number, nanos);
        exported.addAndGet(signal.number, Math.max(0, records - ofThemRejected));
        rejected.addAndGet(signal.number, ofThemRejected);
        inflight.set(signal.number, 0);
        lastSuccess = now;
    }

    void refused(Signal signal, int records, long nanos) {
        if (signal == Signal.METRICS) {
            concludePoints(inflightPoints);
        }
        refused.incrementAndGet(signal.number);
        refusedNanos.addAndGet(signal.number, nanos);
        rejected.addAndGet(signal.number, records);
        inflight.set(signal.number, 0);
    }

    void postponed(Signal signal) {
        retried.incrementAndGet(signal.number);
        inflight.set(signal.number, 0);
        if (signal == Signal.METRICS) {
            inflightPoints = 0;
        }
    }

    void trouble(String reason) {
        lastError = reason;
    }

    // Plain sums: only the export thread writes.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void concludePoints(long ofThemRejected) {
        long rejectedNow = Math.min(ofThemRejected, inflightPoints);
        exportedPoints += inflightPoints - rejectedNow;
        rejectedPoints += rejectedNow;
        inflightPoints = 0;
    }

    /**
     * Deliveries that are over.
     *
     * @param count how many
     * @param nanos how long they took together, each from when it was handed over first until it was concluded
     */
    public record Deliveries(long count, long nanos) {
        /** These and the others. */
        public Deliveries and(Deliveries others) {
            return new Deliveries(count + others.count, nanos + others.nanos);
        }
    }
}
