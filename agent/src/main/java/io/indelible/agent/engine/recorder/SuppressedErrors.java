package io.indelible.agent.engine.recorder;

import io.indelible.exporter.AgentLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Errors of the engine that the application never saw: counted all, the first of each few said. Any thread. */
public final class SuppressedErrors {
    private static final int SAID_AT_MOST = 20;
    /** So many wait at most to be looked at; an error of each call would fill the heap. */
    static final int MOST_UNREAD = 256;

    private static final String PACKAGES = "io.indelible.instrumentation.";
    /** Where no instrumentation was on the stack. */
    private static final String ENGINE = "engine";
    /** There were too many at once to look at each. */
    private static final String UNKNOWN = "unknown";

    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<Throwable> unread = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> counts = new HashMap<>();
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
            // Where it came from is looked up elsewhere: a stack trace asks the JDK to initialise classes, and here
            // there may
            // be no stack left for that; they would be broken for good.
            if (waiting.incrementAndGet() <= MOST_UNREAD) {
                unread.add(thrown);
            } else {
                waiting.decrementAndGet();
            }
        } catch (Throwable ignored) {
            // Out of memory or of stack: there is nobody left to tell.
        }
    }

    /** How many there were, by the instrumentation that they came from. On the engine's own thread. */
    public synchronized Map<String, Long> byInstrumentation() {
        long total = count.get();
        for (Throwable each = unread.poll(); each != null; each = unread.poll()) {
            waiting.decrementAndGet();
            counts.merge(origin(each), 1L, Long::sum);
        }
        Map<String, Long> all = new HashMap<>(counts);
        long known = counts.values().stream().mapToLong(Long::longValue).sum();
        if (total > known) {
            all.put(UNKNOWN, total - known);
        }
        return all;
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
