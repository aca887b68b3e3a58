package io.indelible.agent.engine.recorder;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.TraceContext;
import org.jspecify.annotations.Nullable;

/** What the engine keeps of a thread: where it is. One small object, for there may be a million virtual threads. */
final class ThreadState {
    /** The innermost current context; null outside of any. */
    @Nullable
    TraceContext current;

    private ThreadState(@Nullable TraceContext inherited) {
        current = inherited;
    }

    /** The state of the calling thread, whose guard this is. */
    static ThreadState of(Guard guard, HandOvers handOvers) {
        Object known = guard.state;
        if (known instanceof ThreadState state) {
            return state;
        }
        ThreadState fresh = new ThreadState(handOvers.take(Thread.currentThread()));
        guard.state = fresh;
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
}
