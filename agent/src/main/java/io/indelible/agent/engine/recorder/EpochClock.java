package io.indelible.agent.engine.recorder;

import java.util.function.LongSupplier;

/**
 * Wall-clock time with the resolution of {@link System#nanoTime}: an anchor of both clocks, moved now and then by the
 * engine's own thread so that corrections of the wall clock are followed. Any thread; one volatile read a call.
 */
public final class EpochClock {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final int MOST_ATTEMPTS = 5;

    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private volatile long offsetNanos;

    /** By the clocks of this machine. */
    public EpochClock() {
        this(System::currentTimeMillis, System::nanoTime);
    }

    EpochClock(LongSupplier wallMillis, LongSupplier nanoTime) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
        offsetNanos = measure();
    }

    /** The wall-clock time, nanoseconds since the epoch, that belongs to a value of {@link System#nanoTime}. */
    public long epochNanos(long ticks) {
        return ticks + offsetNanos;
    }

    /** Looks at the wall clock again. Called by the engine's own thread. */
    public void anchor() {
        long measured = measure();
        // currentTimeMillis counts whole milliseconds: below that it says nothing new.
        if (Math.abs(measured - offsetNanos) > 2 * NANOS_PER_MILLI) {
            offsetNanos = measured;
        }
    }

    /** Both clocks at one moment: when the thread lost the processor between the two looks, they are taken again. */
    private long measure() {
        long offset = 0;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            long before = nanoTime.getAsLong();
            offset = wallMillis.getAsLong() * NANOS_PER_MILLI - before;
            if (nanoTime.getAsLong() - before < NANOS_PER_MILLI) {
                break;
            }
        }
        return offset;
    }
}
