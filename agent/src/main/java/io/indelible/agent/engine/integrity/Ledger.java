package io.indelible.agent.engine.integrity;

import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as application threads see it: a bounded queue of notes. A call makes one small object and adds it, without a
 * lock, a file or a wait; {@link LedgerWork} does the rest on its own thread. What finds the queue full is dropped and counted.
 */
public final class Ledger implements Integrity {
    static final int MOST_WAITING = 16_384;
    /** So many wake the thread, which otherwise looks by itself: waking it each time would cost more than all the rest. */
    private static final int WAKING = 512;

    private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private volatile long lostNanos = Long.MIN_VALUE;
    private volatile @Nullable Thread reader;

    @Override
    public void hashed(
            TraceContext where, String path, long bytes, String algorithm, byte[] digest, long openedEpochNanos) {
        Note note = new Note.Hashed(path, bytes, algorithm, digest, openedEpochNanos);
        note.happenedIn(where);
        add(note);
    }

    @Override
    public void copied(TraceContext where, String source, String target, long bytes) {
        // The clock of files lags behind this one: what they say now is not later.
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() + 1);
        Note note = new Note.Copied(source, target, bytes, startOf(where, now), now);
        note.happenedIn(where);
        add(note);
    }

    @Override
    public void changed(String path) {
        add(new Note.Changed(path));
    }

    @Override
    public void moved(String source, String target) {
        add(new Note.Moved(source, target));
    }

    /** How many notes found no room. */
    public long dropped() {
        return dropped.get();
    }

    /** The next note; null when there is none. The ledger's thread only. */
    @Nullable
    Note take() {
        Note note = notes.poll();
        if (note != null) {
            waiting.decrementAndGet();
        }
        return note;
    }

    /** Until when something may have happened that is not in the ledger, nanoseconds since the epoch. */
    long lostNanos() {
        return lostNanos;
    }

    /** A note will not be entered. A hash that is missing hides nothing; that a file was written must not be missed. */
    void lost(Note note) {
        if (!(note instanceof Note.Hashed)) {
            lostNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        }
    }

    void readBy(Thread thread) {
        reader = thread;
    }

    void wake() {
        LockSupport.unpark(reader);
    }

    private void add(Note note) {
        int place = waiting.incrementAndGet();
        if (place > MOST_WAITING) {
            waiting.decrementAndGet();
            dropped.incrementAndGet();
            lost(note);
            return;
        }
        notes.add(note);
        if (place == WAKING) {
            wake();
        }
    }

    private static long startOf(TraceContext where, long otherwise) {
        return where instanceof Operation copy && copy.startEpochNanos != 0 ? copy.startEpochNanos : otherwise;
    }
}
