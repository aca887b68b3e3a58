package io.indelible.instrumentation.file.content;

import io.indelible.instrumentation.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that was mapped into memory. Nobody sees it read; but whoever hashes or writes what is in the buffer
 * has read it. Only the buffer itself is known, not its slices and duplicates: what is taken from those is no file's.
 */
public final class MappedFile extends OpenFile implements Traffic.Openings {
    private static final WeakIdentityMap<Object, MappedFile> BY_BUFFER = new WeakIdentityMap<>();

    /** Where in the file the buffer begins. */
    final long offset;

    private MappedFile(OpenFile file, long offset) {
        super(file.path, false, file.openedEpochNanos);
        this.offset = offset;
    }

    /** The buffer is the file from {@code offset} on. */
    public static void map(Object buffer, OpenFile file, long offset) {
        BY_BUFFER.put(buffer, new MappedFile(file, offset));
    }

    /** What the buffer is mapped to; null when that is no file that is watched. */
    static @Nullable MappedFile of(Object buffer) {
        return BY_BUFFER.get(buffer);
    }

    @Override
    public OpenFile find(Object stream, @Nullable String path) {
        return this;
    }

    @Override
    protected void taken() {}

    @Override
    protected void released() {}
}
