package io.indelible.agent.engine.recorder;

import io.indelible.exporter.AgentLog;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Errors of the engine that the application never saw: counted all, the first of each few said. Any thread. */
public final class SuppressedErrors {
    private static final int SAID_AT_MOST = 20;

    private static final String PACKAGES = "io.indelible.instrumentation.";
    /** Where no instrumentation was on the stack, or none could be asked for. */
    private static final String ENGINE = "engine";

    private final AtomicLong count = new AtomicLong();
    private final ConcurrentHashMap<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final AgentLog log;

    /** Says them to this log. */
    public SuppressedErrors(AgentLog log) {
        this.log = log;
    }

    /** Counts one; never throws. */
    void count(Throwable thrown) {
        try {
            long before = count.getAndIncrement();
            counts.computeIfAbsent(origin(thrown), name -> new AtomicLong()).incrementAndGet();
            if (before < SAID_AT_MOST) {
                log.warn("an instrumentation failed; the application goes on", thrown);
            }
        } catch (Throwable ignored) {
            // Out of memory or of stack: there is nobody left to tell.
        }
    }

    /** How many there were, by the instrumentation that they came from. */
    public Map<String, Long> byInstrumentation() {
        Map<String, Long> totals = new HashMap<>();
        counts.forEach((name, total) -> totals.put(name, total.get()));
        return totals;
    }

    // The package that the innermost of our frames is in: file, jdbc, http.client.
    private static String origin(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (name.startsWith(PACKAGES)) {
                int end = name.lastIndexOf('.');
                return end > PACKAGES.length() ? name.substring(PACKAGES.length(), end) : ENGINE;
            }
        }
        return ENGINE;
    }

    /** How many there were. */
    public long total() {
        return count.get();
    }
}
