package io.indelible.instrumentation.file.content;

import io.indelible.bridge.Guard;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has read from files lately. A thread that only reads one file keeps this object and one {@link Source},
 * so virtual threads stay small.
 */
public final class Traffic {
    private static final int SOURCES = 8;

    /** Finds what a stream has opened. */
    public interface Openings {
        /**
         * The file behind a stream, channel or mapped buffer; null when it is not watched.
         *
         * @param path the name it was opened with; null when it has none
         */
        @Nullable
        OpenFile find(Object stream, @Nullable String path);
    }

    /** Takes from what this thread reads. */
    public interface Follower {
        /** The thread is about to turn to something else than it read last: whatever was taken so far was taken from that. */
        void turning();
    }

    /** What other instrumentations keep for this thread beside it: the digests that it fed. */
    public @Nullable Follower follower;

    /** What other instrumentations keep for this thread beside it: the file that it wrote to last. */
    public @Nullable Object target;

    /** What other instrumentations keep for this thread beside it: what it does for an asynchronous channel right now. */
    public @Nullable Object transfer;

    private @Nullable WeakReference<Object> suspended;
    private @Nullable Source newest;
    private @Nullable Source last;
    private long unwatched;

    /** That of the calling thread. */
    public static Traffic current() {
        return of(Guard.current());
    }

    /** That of the calling thread, whose guard this is. */
    public static Traffic of(Guard guard) {
        if (guard.bytes instanceof Traffic traffic) {
            return traffic;
        }
        Traffic fresh = new Traffic();
        guard.bytes = fresh;
        return fresh;
    }

    /**
     * From now on reads and writes are parts of a call that is told as a whole.
     *
     * @param call kept by nobody but the call that is open: should its end be missed, the next collection makes up for it
     */
    public void suspend(Object call) {
        suspended = new WeakReference<>(call);
    }

    /** The call is over. */
    public void resume() {
        suspended = null;
    }

    /** Whether reads and writes are parts of something that is told as a whole. */
    public boolean isSuspended() {
        WeakReference<Object> by = suspended;
        if (by == null) {
            return false;
        }
        if (by.refersTo(null)) {
            suspended = null;
        }
        return suspended != null;
    }

    /** {@code count} bytes arrived in the array. */
    public void read(Openings openings, Object stream, @Nullable String path, byte[] into, int offset, int count) {
        Source source = source(openings, stream, path);
        if (count < 0) {
            source.end(OpenFile.UNKNOWN);
        } else if (count > 0 && isWatched(source, count)) {
            source.arrived(into, offset, count);
        }
    }

    /** {@code count} bytes arrived in the buffer, before its position; {@code position} as of {@link OpenFile#pass}. */
    public void read(
            Openings openings, Object stream, @Nullable String path, ByteBuffer into, long position, int count) {
        Source source = source(openings, stream, path);
        if (count < 0) {
            source.end(position);
        } else if (count > 0 && isWatched(source, count)) {
            source.arrived(into, into.position() - count, count, position);
        }
    }

    /** One byte arrived; -1 is the end. */
    public void read(Openings openings, Object stream, @Nullable String path, int value) {
        Source source = source(openings, stream, path);
        if (value < 0) {
            source.end(OpenFile.UNKNOWN);
        } else if (isWatched(source, 1)) {
            source.arrived((byte) value);
        }
    }

    /** {@code count} bytes left the file on a way where nobody saw them. */
    public void passed(Openings openings, Object stream, @Nullable String path, long position, long count) {
        Source source = source(openings, stream, path);
        if (count > 0 && isWatched(source, count)) {
            source.passed(position, count);
        }
    }

    /**
     * What is in a mapped buffer is read when it is used: if the buffer is a mapped file, {@code count} bytes from
     * {@code offset} on are read now.
     */
    public void used(ByteBuffer buffer, int offset, int count) {
        if (buffer.isDirect() && count > 0) {
            MappedFile mapped = MappedFile.of(buffer);
            if (mapped != null) {
                Source source = source(mapped, buffer, mapped.path);
                isWatched(source, count);
                source.arrived(buffer, offset, count, mapped.offset + offset);
            }
        }
    }

    private boolean isWatched(Source source, long count) {
        if (source.file == null) {
            if (unwatched == 0) {
                turning();
            }
            unwatched += count;
            return false;
        }
        if (unwatched != 0) {
            turning();
            unwatched = 0;
        }
        if (last != source) {
            turnTo(source);
        }
        return true;
    }

    private void turning() {
        if (follower != null) {
            follower.turning();
        }
    }

    private void turnTo(Source source) {
        turning();
        Source before = last;
        last = source;
        if (before != null && before.file != null) {
            before.file.released();
        }
    }

    /** Bytes read of the file that was read last: whoever calls into something can tell whether that has read. */
    public long bytesOfLast() {
        return last == null ? 0 : last.count();
    }

    /** The file read last; null when there is none. */
    public @Nullable OpenFile lastRead() {
        return last == null ? null : last.file;
    }

    /** What is behind the stream, if this thread came to it last of all; otherwise null. */
    public @Nullable OpenFile newest(Object stream) {
        Source source = newest;
        return source != null && source.refersTo(stream) ? source.file : null;
    }

    /** Bytes that this thread has read of the file. */
    public long bytesRead(OpenFile file) {
        for (Source source = newest; source != null; source = source.older) {
            if (source.file == file) {
                return source.count();
            }
        }
        Source source = file.sourceOf(this);
        return source == null ? 0 : source.count();
    }

    boolean isLast(Source source) {
        return last == source;
    }

    /**
     * The source that {@code length} bytes which are used now may come from: the one read last. Null when there is none, or
     * when this thread has since read as much from a file that is not watched: a class that was loaded meanwhile is less
     * than that, a class path archive that is being hashed is not.
     */
    @Nullable
    Source origin(long length) {
        return unwatched > 0 && unwatched >= length ? null : last;
    }

    /** Whether another file that this thread has read and nobody has claimed would do as well. */
    boolean hasRival(Source claimed, long length, long sample) {
        for (Source source = newest; source != null; source = source.older) {
            if (source != claimed && source.rivals(claimed, length, sample)) {
                return true;
            }
        }
        return false;
    }

    private Source source(Openings openings, Object stream, @Nullable String path) {
        Source source = newest;
        return source != null && source.refersTo(stream) ? source : find(openings, stream, path);
    }

    private Source find(Openings openings, Object stream, @Nullable String path) {
        Source before = null;
        int depth = 0;
        for (Source source = newest; source != null; before = source, source = source.older) {
            if (before != null && source.refersTo(stream)) {
                before.older = source.older;
                return front(source);
            }
            if (++depth == SOURCES) {
                source.older = null;
            }
        }
        OpenFile file = openings.find(stream, path);
        Source known = file == null ? null : file.sourceOf(this);
        if (known != null) {
            remove(known);
            return front(known);
        }
        return front(new Source(stream, file, this));
    }

    private void remove(Source gone) {
        if (newest == gone) {
            newest = gone.older;
            return;
        }
        for (Source source = newest; source != null; source = source.older) {
            if (source.older == gone) {
                source.older = gone.older;
                return;
            }
        }
    }

    private Source front(Source source) {
        source.older = newest;
        newest = source;
        return source;
    }
}
