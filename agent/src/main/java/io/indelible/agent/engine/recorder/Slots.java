package io.indelible.agent.engine.recorder;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Objects that threads borrow for a moment. A thread-local would keep one for each of a million virtual threads; these few
 * slots keep as many as run at once. Two atomic operations a loan, no lock; any thread.
 *
 * @param <T> what is borrowed
 */
public abstract class Slots<T> {
    private static final int SLOTS = 64;
    /** Slots on their own cache lines, so that neighbours do not slow each other. */
    private static final int SPACING = 16;

    private final AtomicReferenceArray<@Nullable T> free = new AtomicReferenceArray<>(SLOTS * SPACING);

    /** Makes one more, where none is free. A class and no lambda: it is made before the application starts. */
    protected abstract T make();

    /** One of one's own until {@link #giveBack}. */
    public final T borrow() {
        T kept = free.getAndSet(slot(), null);
        return kept == null ? make() : kept;
    }

    /** Returns what was borrowed. */
    public final void giveBack(T borrowed) {
        free.lazySet(slot(), borrowed);
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static int slot() {
        long id = Thread.currentThread().getId();
        return (int) (id & (SLOTS - 1)) * SPACING;
    }
}
