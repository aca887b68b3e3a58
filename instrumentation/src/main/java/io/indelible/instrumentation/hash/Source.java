package io.indelible.instrumentation.hash;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An open file as one thread has read it: a weak reference to the stream, channel or file object, and how many bytes it
 * gave this thread, with their {@link Sample}. The same file opened twice is two sources. Confined to its thread.
 *
 * <p>A source is in sections. Once all that was read of it has been hashed, the next read begins a new section, so
 * that a file which is hashed twice by {@code seek(0)}, or block by block, is told each time.
 */
final class Source extends WeakReference<Object> {
    /** Whose source this is. */
    final Reads reader;

    /** The name it was opened with; null when it is not watched. */
    final @Nullable String path;

    /** The source that this thread used before; kept by {@link Reads}. */
    @Nullable
    Source older;

    private long count;
    private long sum;
    private long sectionStart;
    private long sectionSum;
    private boolean hashed;
    private int buffer;

    Source(Object stream, @Nullable String path, Reads reader) {
        super(stream);
        this.path = path;
        this.reader = reader;
    }

    void arrived(byte[] bytes, int offset, int length) {
        openSection();
        buffer = identity(bytes);
        sum = Sample.add(sum, count, bytes, offset, length);
        count += length;
    }

    void arrived(ByteBuffer bytes, int offset, int length) {
        openSection();
        buffer = identity(bytes);
        sum = Sample.add(sum, count, bytes, offset, length);
        count += length;
    }

    void arrived(byte value) {
        openSection();
        buffer = 0;
        sum = Sample.add(sum, count, value);
        count++;
    }

    private void openSection() {
        if (hashed) {
            hashed = false;
            sectionStart = count;
            sectionSum = sum;
        }
    }

    /** All that was read so far has been hashed. */
    void hashed() {
        hashed = true;
    }

    /** Whether the last read went into the array or buffer of this {@link #identity}. */
    boolean filled(int identity) {
        return buffer == identity && identity != 0;
    }

    /** A number for the array itself, which is not kept alive; others have the same once in millions. */
    static int identity(byte[] bytes) {
        return System.identityHashCode(bytes);
    }

    /** That of the array behind the buffer, or of the buffer where there is none. */
    @SuppressWarnings("ByteBufferBackingArray") // which array it is, not what is in it
    static int identity(ByteBuffer bytes) {
        return System.identityHashCode(bytes.hasArray() ? bytes.array() : bytes);
    }

    /** Bytes read until now. */
    long count() {
        return count;
    }

    /** The sample of all bytes read until now. */
    long sum() {
        return sum;
    }

    /** Where the current section begins. */
    long sectionStart() {
        return sectionStart;
    }

    /** The sample of all bytes before the current section. */
    long sectionSum() {
        return sectionSum;
    }

    /** Whether this is another file, read but not hashed, whose section looks just like {@code length} such bytes. */
    boolean rivals(Source claimed, long length, long sample) {
        return path != null
                && !hashed
                && count - sectionStart == length
                && sum - sectionSum == sample
                && !path.equals(claimed.path);
    }
}
