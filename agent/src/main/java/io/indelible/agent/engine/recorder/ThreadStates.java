package io.indelible.agent.engine.recorder;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The states of all threads that have met the engine, so that another thread can see what they are in. An application's
 * thread adds itself once in its life, without a lock; who has died is taken out by the engine's own threads.
 */
final class ThreadStates {
    /** Beyond it what a thread is in cannot be told should the process die; nothing else is lost. */
    private static final int MOST = 1 << 20;

    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int SHARE = 100;

    private final AtomicReference<@Nullable ThreadState> newest = new AtomicReference<>();
    private final AtomicInteger count = new AtomicInteger();
    private long nextSweep = System.nanoTime();

    /** Knows the thread from now on. */
    void add(ThreadState state) {
        if (count.get() >= MOST) {
            return;
        }
        count.incrementAndGet();
        ThreadState before;
        do {
            before = newest.get();
            state.next = before;
        } while (!newest.compareAndSet(before, state));
    }

    /** Shows every state but those of threads that have ended, which it forgets. For the engine's own threads. */
    synchronized void forEach(Consumer<? super ThreadState> visitor) {
        ThreadState kept = null;
        for (ThreadState each = newest.get(); each != null; each = each.next) {
            if (!each.forgetDead()) {
                kept = each;
                visitor.accept(each);
            } else if (drop(kept, each)) {
                count.decrementAndGet();
            }
        }
    }

    /** Forgets threads that have ended, if it is time: of many it takes long, and no more than a hundredth of the time is for it. */
    void sweep() {
        long now = System.nanoTime();
        if (now - nextSweep >= 0) {
            forEach(state -> {});
            nextSweep = now + Math.max(SWEEP_NANOS, SHARE * (System.nanoTime() - now));
        }
    }

    /** How many are known, the dead that nobody has looked for among them. */
    int size() {
        return count.get();
    }

    // The newest may have got a newer one meanwhile; then it goes the next time.
    private boolean drop(@Nullable ThreadState before, ThreadState dead) {
        if (before == null) {
            return newest.compareAndSet(dead, dead.next);
        }
        before.next = dead.next;
        return true;
    }
}
