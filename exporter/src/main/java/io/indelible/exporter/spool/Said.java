package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Warns of one kind of trouble: at once, then at most every ten minutes, saying how often it was silent in between. */
final class Said {
    private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final AgentLog log;
    private long last = System.nanoTime() - SILENCE_NANOS;
    private long unsaid;

    Said(AgentLog log) {
        this.log = log;
    }

    /** Whether it was said. */
    boolean warn(String message, @Nullable Throwable cause) {
        long now = System.nanoTime();
        if (now - last < SILENCE_NANOS) {
            unsaid++;
            return false;
        }
        log.warn(unsaid == 0 ? message : message + " (" + unsaid + " more since the last time)", cause);
        last = now;
        unsaid = 0;
        return true;
    }
}
