package io.indelible.exporter;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether something that failed must still be left alone. Used by the export thread. */
final class Pause {
    // A destination that asks for nothing at all must not be hammered; one that asks for a year must not be lost.
    private static final long SHORTEST_ASKED = 1_000;
    private static final long LONGEST_ASKED = TimeUnit.HOURS.toMillis(1);

    private final LongSupplier nanoTime;
    private final BackOff backOff;
    private int failures;
    private long until;
    private boolean asked;

    Pause(LongSupplier nanoTime, BackOff backOff) {
        this.nanoTime = nanoTime;
        this.backOff = backOff;
    }

    /** Whether it is too early to try again. */
    boolean active() {
        return failures > 0 && nanoTime.getAsLong() - until < 0;
    }

    /** It failed; {@code askedMillis} is what the other side asked for, -1 when it asked for nothing. */
    void failed(long askedMillis) {
        failures++;
        asked = askedMillis >= 0;
        long millis =
                asked ? Math.max(SHORTEST_ASKED, Math.min(askedMillis, LONGEST_ASKED)) : backOff.delayMillis(failures);
        until = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** It worked. */
    void succeeded() {
        failures = 0;
    }

    /** Allows one try now, unless the other side asked to be left alone. */
    void cutShort() {
        if (!asked) {
            until = nanoTime.getAsLong();
        }
    }
}
