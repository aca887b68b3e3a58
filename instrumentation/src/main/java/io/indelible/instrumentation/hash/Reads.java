package io.indelible.instrumentation.hash;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.file.PathFilter;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has read from files lately. A thread that only reads one file keeps this object and one {@link Source},
 * so virtual threads stay small.
 */
final class Reads {
    private static final int SOURCES = 8;

    /** What is kept for this thread beside it: the digests that it fed. */
    @Nullable
    Object digests;

    private @Nullable Source newest;
    private @Nullable Source last;
    private long unwatched;

    /** Those of the calling thread. */
    static Reads current() {
        return of(Guard.current());
    }

    /** Those of the calling thread, whose guard this is. */
    static Reads of(Guard guard) {
        if (guard.bytes instanceof Reads reads) {
            return reads;
        }
        Reads fresh = new Reads();
        guard.bytes = fresh;
        return fresh;
    }

    /**
     * Notes that {@code count} bytes of {@code stream} are about to be told.
     *
     * @return the source to tell them to; null when its file is not watched
     */
    @Nullable
    Source reading(Object stream, @Nullable String path, PathFilter filter, int count) {
        Source source = newest;
        if (source == null || !source.refersTo(stream)) {
            source = find(stream, path, filter);
        }
        if (source.path == null) {
            unwatched += count;
            return null;
        }
        unwatched = 0;
        last = source;
        return source;
    }

    /**
     * The source that {@code length} bytes which are hashed now may come from: the one read last. Null when there is none,
     * or when this thread has since read as much from a file that is not watched: a class that was loaded meanwhile is
     * less than that, a class path archive that is being hashed is not.
     */
    @Nullable
    Source origin(int length) {
        return unwatched > 0 && unwatched >= length ? null : last;
    }

    /** Whether another file that this thread has read but not hashed would do as well. */
    boolean hasRival(Source claimed, long length, long sample) {
        for (Source source = newest; source != null; source = source.older) {
            if (source.rivals(claimed, length, sample)) {
                return true;
            }
        }
        return false;
    }

    private Source find(Object stream, @Nullable String path, PathFilter filter) {
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
        return front(new Source(stream, filter.ignores(path) ? null : path, this));
    }

    private Source front(Source source) {
        source.older = newest;
        newest = source;
        return source;
    }
}
