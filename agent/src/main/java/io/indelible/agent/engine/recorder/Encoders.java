package io.indelible.agent.engine.recorder;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Encoders that threads borrow for the moment in which a record is made. A thread-local would keep kilobytes for each of
 * a million virtual threads; these few slots keep as many as run at once. Two atomic operations a loan, no lock.
 */
final class Encoders {
    private static final int SLOTS = 64;
    /** Slots on their own cache lines, so that neighbours do not slow each other. */
    private static final int SPACING = 16;

    private final AtomicReferenceArray<@Nullable RecordEncoder> free = new AtomicReferenceArray<>(SLOTS * SPACING);
    private final RecorderLimits limits;

    Encoders(RecorderLimits limits) {
        this.limits = limits;
    }

    /** An encoder of one's own until {@link #giveBack}. */
    RecordEncoder borrow() {
        RecordEncoder encoder = free.getAndSet(slot(), null);
        return encoder == null ? new RecordEncoder(limits) : encoder;
    }

    /** Returns a borrowed encoder. */
    void giveBack(RecordEncoder encoder) {
        free.lazySet(slot(), encoder);
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static int slot() {
        long id = Thread.currentThread().getId();
        return (int) (id & (SLOTS - 1)) * SPACING;
    }
}
