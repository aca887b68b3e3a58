package io.indelible.exporter;

import java.time.Instant;

/** What the times of files are worth: they are of a clock that people and machines set. */
public final class WallClock {
    /** Nothing of ours was written before. */
    private static final long FIRST = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    private WallClock() {}

    /** Whether that time, milliseconds since the epoch, is of a clock that had been set: one that was not begins at 1970. */
    public static boolean wasSetAt(long epochMillis) {
        return epochMillis >= FIRST;
    }
}
