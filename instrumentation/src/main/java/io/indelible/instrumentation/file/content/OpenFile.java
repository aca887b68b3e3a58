package io.indelible.instrumentation.file.content;

import io.indelible.instrumentation.TraceContext;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was opened once: by a stream, a random access file, a channel or a mapping, of which several may share one
 * opening. Knows where in the file the next byte is read or written, so that it can be said whether somebody got all of it
 * in order. Threads that share an opening race here as they race for its bytes: then nobody's reads are in order.
 */
public abstract class OpenFile {
    /** The position is not known. */
    public static final long UNKNOWN = -1;

    /** So many threads are known by name: a file that stays open for days is read by more than should be remembered. */
    private static final int READERS = 64;

    private static final AtomicLongFieldUpdater<OpenFile> OTHERS =
            AtomicLongFieldUpdater.newUpdater(OpenFile.class, "readByOthers");

    /** The name it was opened with, as it was spelled. */
    public final String path;

    private final boolean archive;

    /** When it was opened, nanoseconds since the epoch; 0 when that is not known. */
    public final long openedEpochNanos;

    private long position;
    private int restarts;
    private @Nullable Source sources;
    private int readers;

    private volatile long readByOthers;

    // Written by the thread that reads and sends; seen by whoever ends this when that thread has left it alone.
    private @Nullable Sent sent;

    protected OpenFile(String path, boolean archive, long openedEpochNanos) {
        this.path = path;
        this.archive = archive;
        this.openedEpochNanos = openedEpochNanos;
    }

    /** Where the next byte is read or written; {@link #UNKNOWN} when that is not known. */
    public final long position() {
        return position;
    }

    /** Sets the position; {@link #UNKNOWN} when it is not known. */
    public final void moveTo(long to) {
        position = to;
    }

    /** What is read from now on is another thing, from its beginning. */
    public final void restart() {
        position = 0;
        restarts++;
    }

    /** Whether what is read is not the file itself but what is in it, one entry after the other. */
    public final boolean isArchive() {
        return archive;
    }

    final int restarts() {
        return restarts;
    }

    /**
     * So many bytes pass.
     *
     * @param at where; {@link #UNKNOWN} for the position of the opening itself, which they advance
     * @return the position in the file of the first of them; {@link #UNKNOWN} when it is not known
     */
    public final long pass(long at, long count) {
        if (at != UNKNOWN) {
            return at;
        }
        long from = position;
        if (from != UNKNOWN) {
            position = from + count;
        }
        return from;
    }

    /** What this thread has read of it; null until it reads. */
    final @Nullable Source sourceOf(Traffic reader) {
        for (Source source = sources; source != null; source = source.sibling) {
            if (source.reader == reader) {
                return source;
            }
        }
        return null;
    }

    // Only the list is guarded: two threads may read for the first time at once. Nothing waits inside.
    final synchronized boolean add(Source source) {
        if (readers == READERS) {
            return false;
        }
        readers++;
        source.sibling = sources;
        sources = source;
        return true;
    }

    /** So many bytes were read by one of the threads that are too many. */
    final void readByOthers(long count) {
        OTHERS.addAndGet(this, count);
    }

    /** Whether more than one thread has used it: then the end that one has reached may be that of what the others left. */
    protected boolean isShared() {
        return readers > 1;
    }

    /** Whether any other thread than this one has read it. */
    protected final boolean isReadByOthersThan(Traffic reader) {
        return readers > 1 || (readers == 1 && sourceOf(reader) == null);
    }

    /** Bytes read through this opening, by all threads. */
    public final long bytesRead() {
        long bytes = readByOthers;
        for (Source source = sources; source != null; source = source.sibling) {
            bytes += source.count();
        }
        return bytes;
    }

    /** Whether anything was read, and all of it has been claimed by hashes and copies. */
    public final boolean isTaken() {
        for (Source source = sources; source != null; source = source.sibling) {
            if (!source.isTaken()) {
                return false;
            }
        }
        return sources != null && readByOthers == 0;
    }

    /** Whether somebody may still claim what was read: a hash or copy that is going on, or one that begins now. */
    public final boolean isClaimable() {
        for (Source source = sources; source != null; source = source.sibling) {
            if (source.isClaimable()) {
                return true;
            }
        }
        return false;
    }

    /**
     * All that one thread has read until now, so many bytes, was sent on. Who comes first keeps it: what is sent twice was
     * read for the first.
     *
     * @param into whose context it was sent in; null when it was thrown away after all
     */
    public final void sentInto(Supplier<? extends @Nullable TraceContext> into, long bytes) {
        if (sent == null) {
            sent = new Sent(into);
        }
        if (sent.into == into) {
            sent.bytes = bytes;
        }
    }

    /** What everything that was ever read of it was sent into, as one; null when there is no such. */
    public final @Nullable TraceContext sentInto() {
        Sent known = sent;
        return known == null || known.bytes != bytesRead() ? null : known.into.get();
    }

    /** Some of what was read has been claimed. On any application thread. */
    protected abstract void taken();

    /** A claim has been given up, or can no longer begin. On any application thread. */
    protected abstract void released();

    /** What few files are: an object of its own, so that the others stay small. */
    private static final class Sent {
        final Supplier<? extends @Nullable TraceContext> into;
        long bytes;

        Sent(Supplier<? extends @Nullable TraceContext> into) {
            this.into = into;
        }
    }
}
