package io.indelible.agent.engine.recorder;

import io.indelible.exporter.AgentLog;
import java.util.concurrent.atomic.AtomicLong;

/** Errors of the engine that the application never saw: counted all, the first of each few said. Any thread. */
public final class SuppressedErrors {
    private static final int SAID_AT_MOST = 20;

    private final AtomicLong count = new AtomicLong();
    private final AgentLog log;

    /** Says them to this log. */
    public SuppressedErrors(AgentLog log) {
        this.log = log;
    }

    /** Counts one; never throws. */
    void count(Throwable thrown) {
        try {
            if (count.incrementAndGet() <= SAID_AT_MOST) {
                log.warn("an instrumentation failed; the application goes on", thrown);
            }
        } catch (Throwable ignored) {
            // Out of memory or of stack: there is nobody left to tell.
        }
    }

    /** How many there were. */
    public long total() {
        return count.get();
    }
}
