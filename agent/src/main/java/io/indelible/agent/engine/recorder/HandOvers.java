package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.WeakIdentityMap;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Contexts on their way to other threads, by the task or thread that carries them. Only work that was handed over inside
 * a context is ever kept here; a program without incoming requests pays one look at an empty map a task.
 */
public final class HandOvers {
    /** A task object that was handed over from several contexts at once: it belongs to none that we could name. */
    private static final TraceContext AMBIGUOUS = new TraceContext();

    private final WeakIdentityMap<Object, TraceContext> carried = new WeakIdentityMap<>();

    /** {@code carrier} leaves in this context. */
    void put(Object carrier, TraceContext context) {
        if (carrier instanceof Thread thread && outlivesItsStarter(thread)) {
            return;
        }
        if (context instanceof Operation operation) {
            operation.shared = true;
        }
        TraceContext before = carried.get(carrier);
        carried.put(carrier, before == null || before == context ? context : AMBIGUOUS);
    }

    /** A pool's worker and a timer live on after the task that made them start, and have nothing more to do with it. */
    private static boolean outlivesItsStarter(Thread thread) {
        return thread instanceof ForkJoinWorkerThread
                || thread.getClass().getName().equals("java.util.TimerThread");
    }

    /** Whether nothing is on its way. */
    boolean isEmpty() {
        return carried.isEmpty();
    }

    /** The context that {@code carrier} left in, forgotten from now on; null when there is none. */
    @Nullable
    TraceContext take(Object carrier) {
        TraceContext context = carried.remove(carrier);
        return context == AMBIGUOUS ? null : context;
    }
}
