package io.indelible.exporter;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many bytes a destination may be given in a second, over any longer time. What was given is paid for by waiting
 * afterwards; what was not used is not saved up. Used by the export thread.
 */
final class Rate {
    // Some 3,300 spans: what a request costs by itself is little then, and so is what one batch per destination takes
    // of the heap. Below 1 MiB, the most that some proxies take.
    private static final int BATCH_BYTES = 960 << 10;
    private static final int SMALLEST_BATCH = 64 << 10;
    private static final int BATCHES_A_SECOND = 4;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private long bytesPerSecond;
    private long until;

    /**
     * @param bytesPerSecond 0 for no limit
     */
    Rate(long bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        until = nanoTime.getAsLong();
    }

    /** Whether nothing more may be given now. */
    boolean exceeded() {
        return waitNanos() > 0;
    }

    /** Nanoseconds until something may be given again; 0 or less: now. */
    long waitNanos() {
        return bytesPerSecond > 0 ? until - nanoTime.getAsLong() : 0;
    }

    /** So much was given. */
    void spent(long bytes) {
        if (bytesPerSecond > 0) {
            long now = nanoTime.getAsLong();
            long from = until - now > 0 ? until : now;
            until = from + (long) (bytes * NANOS / bytesPerSecond);
        }
    }

    /** How large a batch should be: a fraction of a second's share, so that it does not come in bursts. */
    int batchBytes() {
        if (bytesPerSecond == 0) {
            return BATCH_BYTES;
        }
        return (int) Math.max(SMALLEST_BATCH, Math.min(BATCH_BYTES, bytesPerSecond / BATCHES_A_SECOND));
    }

    /** No limit any more: the process ends. */
    void lift() {
        bytesPerSecond = 0;
    }
}
