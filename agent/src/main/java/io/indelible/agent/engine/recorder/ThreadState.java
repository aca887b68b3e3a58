package io.indelible.agent.engine.recorder;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.TraceContext;
import org.jspecify.annotations.Nullable;

/** What the engine keeps of a thread: where it is. One small object, for there may be a million virtual threads. */
final class ThreadState {
    /** Every thread that has met the engine, and lives. */
    static final ThreadStates ALL = new ThreadStates();

    /** The innermost current context; null outside of any. */
    @Nullable
    TraceContext current;

    /** Whose state this is. Kept until the thread has died, and no longer. */
    private volatile @Nullable Thread thread;

    private volatile String name = "";

    /** The next in {@link ThreadStates}; kept by it. */
    @Nullable
    ThreadState next;

    ThreadState(Thread thread, @Nullable TraceContext inherited) {
        this.thread = thread;
        current = inherited;
    }

    /** The state of the calling thread, whose guard this is. */
    static ThreadState of(Guard guard, HandOvers handOvers) {
        Object known = guard.state;
        if (known instanceof ThreadState state) {
            return state;
        }
        Thread thread = Thread.currentThread();
        ThreadState fresh = new ThreadState(thread, handOvers.take(thread));
        guard.state = fresh;
        ALL.add(fresh);
        return fresh;
    }

    /**
     * The current context of a thread that may never have met the engine. Allocates nothing outside of any context: a
     * program without incoming requests has threads without state.
     */
    static @Nullable TraceContext currentOf(Guard guard, HandOvers handOvers) {
        if (guard.state instanceof ThreadState state) {
            return state.current;
        }
        // A thread that was started inside a context hands it on before it does anything itself.
        return handOvers.isEmpty() ? null : of(guard, handOvers).current;
    }

    /** The thread's name. Any thread. */
    String name() {
        Thread living = thread;
        return living == null ? name : living.getName();
    }

    /** Whether the thread has ended; then nothing of it is kept but its name. */
    boolean forgetDead() {
        Thread known = thread;
        if (known == null) {
            return true;
        }
        if (known.isAlive()) {
            return false;
        }
        name = known.getName();
        thread = null;
        current = null;
        return true;
    }
}
