package io.indelible.instrumentation;

import org.jspecify.annotations.Nullable;

/**
 * One operation being recorded: its own state, and the words for it. A subclass adds the few fields its words need and
 * is itself the state of the call, so an operation costs one object. The public fields belong to the engine; a handler
 * does not write them.
 *
 * <p>Confined to one thread at a time: hand it on safely (a final field, a concurrent map) when another thread ends it.
 */
public abstract class Operation extends TraceContext {
    /** What kind of thing this is: an operation nested in one of the same family on the same thread is part of it. */
    public final Family family;

    /** The span around this one; null for a root. */
    public @Nullable TraceContext parent;

    /** What was current on the thread before {@link Operations#start}; restored when this ends or is detached. */
    public @Nullable TraceContext previous;

    /** Start, nanoseconds since the epoch. */
    public long startEpochNanos;

    /** Start, {@link System#nanoTime}. */
    public long startTicks;

    /** Duration in nanoseconds; set when it ends. */
    public long durationNanos;

    /** Whether this is current on the thread that started it. */
    public boolean current;

    /** Whether this has ended; ending it again does nothing. */
    public boolean ended;

    /** Whether others know this context: an operation was started in it, or it was handed on. */
    public boolean shared;

    /** What the engine keeps of the thread that started this; null once it has ended. */
    public @Nullable Object startedOn;

    /** An operation of the given family. */
    protected Operation(Family family) {
        this.family = family;
    }

    /** The span's name: the most general class that still reads well, never a path or an id. Asked when it ends. */
    public abstract String spanName();

    /** Writes the span's attributes. Asked once, when it ends, only if the span is recorded. */
    public abstract void describe(AttributeWriter attributes);

    /**
     * Writes what is known so far, should the process die before this ends. Asked on a thread of the engine while the
     * application's goes on: changes nothing, asks no file system, and may throw for what changes meanwhile.
     */
    public void describeOpen(AttributeWriter attributes) {
        describe(attributes);
    }

    /** As {@link #spanName}, of one that has not ended. Asked as {@link #describeOpen}. */
    public String openSpanName() {
        return spanName();
    }

    /** As {@link #wantsSpan}, of one that has not ended. Asked as {@link #describeOpen}. */
    public boolean wantsOpenSpan() {
        return wantsSpan();
    }

    /** Writes the low-cardinality attributes of the timer. Asked once, when it ends. */
    public abstract void tag(AttributeWriter tags);

    /**
     * Says what this counts besides its duration. Asked once, when it ends and its duration is known, whether or not a span
     * is recorded.
     */
    public void measure(Figures figures) {}

    /**
     * Why this failed, as {@code error.type}: low cardinality; null when it did not.
     *
     * @param thrown what the call threw, null when it returned
     */
    public @Nullable String errorType(@Nullable Throwable thrown) {
        return thrown == null ? null : thrown.getClass().getName();
    }

    /** Whether a span is wanted; false when this counts in metrics only. Asked when it ends. */
    public boolean wantsSpan() {
        return true;
    }

    /** Whether its duration is time that somebody waited: not so of a file that is open between other work. */
    public boolean isWaitedFor() {
        return true;
    }

    /** Forgets everything that is not needed once the operation has ended but is still somebody's context. */
    public void release() {}
}
