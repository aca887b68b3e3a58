package io.indelible.bridge;

import org.jspecify.annotations.Nullable;

/**
 * The re-entry guard, one per thread: the engine uses the very classes that it instruments, and what it does on an
 * application thread must not be recorded.
 *
 * <p>Loaded by the bootstrap loader; never refer to it from a class of the launcher.
 */
public final class Guard {
    // An anonymous class, no lambda: this runs inside java.base while the JVM may still be starting.
    private static final ThreadLocal<Guard> CURRENT = new ThreadLocal<>() {
        @Override
        protected Guard initialValue() {
            return new Guard();
        }
    };

    /** What the engine keeps for this thread; null until its first operation. Only the engine reads or writes it. */
    public @Nullable Object state;

    /**
     * What could not be ended, for want of stack most likely; null when there is nothing such. Set by {@link Bridge}; the
     * engine steps out of it when it is here next.
     */
    public @Nullable Object unfinished;

    /** What the engine keeps of the bytes that this thread reads and hashes; null until the first. As {@link #state}. */
    public @Nullable Object bytes;

    /** What the engine looks things up with on this thread; null until it first does. As {@link #state}. */
    public @Nullable Object key;

    boolean inside;

    private Guard() {}

    /** The guard of the calling thread. */
    public static Guard current() {
        return CURRENT.get();
    }

    /**
     * Enters the engine.
     *
     * @return false when this thread is inside it already; then {@link #leave} must not be called
     */
    public boolean enter() {
        if (inside) {
            return false;
        }
        inside = true;
        return true;
    }

    /** Leaves the engine, after an {@link #enter} that returned true. */
    public void leave() {
        inside = false;
    }
}
