package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.file.content.Claim;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Traffic;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that a stream, a random access file or a channel has open: what was done with it, and the operation that this
 * will be. Used by whatever threads use the stream; it is closed once.
 *
 * <p>A file that was read and closed may turn out to be the source of a copy, or what a hash is of: then its operation
 * waits until that is known, which {@link OpenFiles} bounds. It is ended, or dropped as a part of the other, once.
 */
final class StreamFile extends OpenFile {
    /** What opened it. */
    enum By {
        /** A stream that reads. */
        INPUT,
        /** A stream that writes a file of which it has left nothing. */
        OUTPUT,
        /** A stream that writes behind what is there. */
        APPEND,
        /** What reads and writes. */
        RANDOM_ACCESS,
        /** A channel, of which nobody knows whether it wants to read or to write. */
        CHANNEL,
        /** A stream of the entries of an archive. */
        ARCHIVE
    }

    private static final int OPEN = 0;
    /** Whoever closed it finds out what it was; nobody else touches its operation. */
    private static final int CLOSED = 1;

    private static final int WAITING = 2;
    private static final int DONE = 3;

    private static final VarHandle STATE = field("state", int.class);
    private static final VarHandle WRITER = field("writer", Traffic.class);
    private static final VarHandle WRITTEN_BY_OTHERS = field("writtenByOthers", long.class);

    private final OpenFiles files;

    /** What is recorded; null when it is a part of something else, or belongs to no one. */
    @Nullable
    FileOperation operation;

    /** The operation of the same thread that opened the file as a part of itself; null when there is none. */
    final @Nullable FileOperation around;

    private final By by;

    /** When the operation's work was over, {@link System#nanoTime}; while it waits. */
    private long endTicks;

    private volatile int state;
    private @Nullable Claim claim;
    /** Of the thread that wrote first; what others write is counted and nothing more. */
    private volatile @Nullable Traffic writer;

    private long writtenByWriter;
    private volatile long writtenByOthers;
    private boolean mapped;
    private boolean channeled;
    private boolean cut;
    private @Nullable Throwable failure;

    StreamFile(OpenFiles files, String path, By by, @Nullable FileOperation operation, @Nullable FileOperation around) {
        super(path, by == By.ARCHIVE, operation == null ? 0 : operation.startEpochNanos);
        this.files = files;
        this.by = by;
        this.operation = operation;
        this.around = around;
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(StreamFile.class, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    void wrote(Traffic traffic, byte[] from, int offset, int count) {
        Claim target = claim(traffic, OpenFile.UNKNOWN, count);
        if (target != null) {
            target.fed(traffic, from, offset, count);
        }
    }

    void wrote(Traffic traffic, ByteBuffer from, long position, int count) {
        int offset = from.position() - count;
        traffic.used(from, offset, count);
        Claim target = claim(traffic, position, count);
        if (target != null) {
            target.fed(traffic, from, offset, count);
        }
    }

    void wrote(Traffic traffic, byte value) {
        Claim target = claim(traffic, OpenFile.UNKNOWN, 1);
        if (target != null) {
            target.fed(traffic, value);
        }
    }

    /** Bytes came straight from the file that this thread read last. */
    void passed(Traffic traffic, long position, long count) {
        Claim target = claim(traffic, position, count);
        if (target != null) {
            target.passed(traffic, count);
        }
    }

    /** Bytes were written that nobody saw. */
    void wroteUnseen(Traffic traffic, long count) {
        Claim target = claim(traffic, OpenFile.UNKNOWN, count);
        if (target != null) {
            target.strayed(count);
        }
    }

    /** The claim on what its writer writes; null when nothing comes, or another thread writes. */
    private @Nullable Claim claim(Traffic traffic, long at, long count) {
        if (count <= 0) {
            return null;
        }
        long position = pass(at, count);
        Traffic first = writer;
        if (first != traffic && (first != null || !WRITER.compareAndSet(this, null, traffic))) {
            WRITTEN_BY_OTHERS.getAndAdd(this, count);
            return null;
        }
        Claim target = claim;
        if (target == null) {
            target = new Claim();
            claim = target;
        }
        if (position != writtenByWriter) {
            target.strayed(0);
        }
        writtenByWriter += count;
        return target;
    }

    /** Whether all that the file holds was written by this; asking the file system would cost more than all the rest. */
    boolean beganEmpty() {
        return by == By.OUTPUT && !channeled;
    }

    /** It has a channel, too, which could cut the file off. */
    void channel() {
        channeled = true;
    }

    /** Bytes written so far, by all threads. */
    long written() {
        return writtenByWriter + writtenByOthers;
    }

    /** It has so many bytes now: some of what was written may be gone, and grow again as zeros. */
    void setLength(long length) {
        cut |= length < writtenByWriter;
    }

    /** It was mapped: some of it may be read, or written when {@code writable}, without a call. */
    void map(boolean writable) {
        mapped |= writable;
    }

    /** Shows its operation, if nobody has closed it. Any thread. */
    void ifOpen(Consumer<? super Operation> visitor) {
        FileOperation open = operation;
        if (open != null && state == OPEN) {
            visitor.accept(open);
        }
    }

    /** A call failed; how much of it was done before, and so where the next one begins, nobody knows. */
    void failed(Throwable thrown) {
        failure = thrown;
        moveTo(UNKNOWN);
    }

    /** The stream was closed, or forgotten; what follows the first time is nothing. */
    void close(@Nullable Traffic traffic, @Nullable Throwable thrown, boolean leftOpen) {
        if (!STATE.compareAndSet(this, OPEN, CLOSED)) {
            return;
        }
        endTicks = System.nanoTime();
        if (thrown != null && failure == null) {
            failure = thrown;
        }
        if (leftOpen && operation instanceof StreamOperation forgotten) {
            forgotten.leaveOpen();
        }
        if (by == By.OUTPUT || by == By.APPEND || written() > 0 || mapped) {
            endWriting(traffic);
        } else {
            endReading(leftOpen);
        }
    }

    private void endWriting(@Nullable Traffic traffic) {
        Claim target = claim;
        Copied copied = target == null || traffic == null ? null : copied(target, traffic);
        if (target != null) {
            target.clear();
        }
        files.changed(this, copied);
        if (around instanceof CopyOperation copy && copied != null) {
            copy.cameFrom(copied);
        }
        if (operation instanceof StreamOperation stream) {
            if (copied == null) {
                stream.endAs(true, path, bytesRead(), written());
            } else {
                stream.endAsCopy(copied.strategy(), copied.source(), path, written());
            }
        }
        end(CLOSED);
    }

    // What was written by way of memory nobody saw, nor the order in which threads wrote.
    private @Nullable Copied copied(Claim target, Traffic traffic) {
        return failure != null || mapped || cut || writtenByOthers > 0 ? null : Copied.of(target, traffic, this);
    }

    private void endReading(boolean leftOpen) {
        if (operation instanceof StreamOperation stream) {
            stream.endAs(false, path, bytesRead(), 0);
            if (by == By.CHANNEL && bytesRead() == 0 && failure == null) {
                drop(CLOSED); // Nobody knows what it was opened for.
            } else if (failure != null || (leftOpen && !isTaken())) {
                end(CLOSED);
            } else {
                settle();
            }
        }
    }

    /**
     * The operation that read this file is another one, and its work is over.
     *
     * @return false when the file is still open: then it says nothing about that operation
     */
    boolean endAs(FileOperation whole) {
        if (state != CLOSED) {
            return false;
        }
        operation = whole;
        endTicks = System.nanoTime();
        settle();
        return true;
    }

    // A hash or a copy that has all of it is told instead; one that may still become that is waited for.
    private void settle() {
        if (isTaken()) {
            drop(CLOSED);
        } else if (!isClaimable() || !files.waitFor(this)) {
            end(CLOSED);
        } else {
            state = WAITING; // From here on anybody may end it, and sees all that was said of it.
            look();
        }
    }

    /** If it waits: whether it still need to. */
    private void look() {
        if (state != WAITING) {
            return;
        }
        if (isTaken()) {
            drop(WAITING);
        } else if (!isClaimable() || files.isOver()) {
            end(WAITING);
        }
    }

    @Override
    protected boolean isShared() {
        Traffic first = writer;
        return super.isShared() || writtenByOthers > 0 || (first != null && isReadByOthersThan(first));
    }

    @Override
    protected void taken() {
        look();
    }

    @Override
    protected void released() {
        look();
    }

    /** Whether its operation has waited that long. */
    boolean hasWaited(long nanos, long now) {
        return now - endTicks >= nanos;
    }

    /** Ends the operation now, if it waits. */
    void endWaiting() {
        end(WAITING);
    }

    private void end(int from) {
        if (STATE.compareAndSet(this, from, DONE)) {
            Throwable thrown = failure;
            failure = null; // Threads know for a while what they have read, and need not know this.
            files.done(this, thrown, endTicks);
        }
    }

    private void drop(int from) {
        if (STATE.compareAndSet(this, from, DONE)) {
            files.dropped(this);
        }
    }
}
