package io.indelible.instrumentation.file.content;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An open file as one thread has read it: how many bytes it gave this thread, with their {@link Sample}. The same file
 * opened twice is two sources. Confined to its thread but for what {@link OpenFile} asks when the file is closed.
 *
 * <p>A source is in sections. Once all that was read of it has been claimed, the next read begins a new section, so that a
 * file which is hashed twice by {@code seek(0)}, or block by block, is told each time. It is in runs, too: a run is what
 * was read in order, without a gap.
 */
public final class Source extends WeakReference<Object> {
    /** The {@link #identity} of bytes that nobody saw. */
    static final int UNSEEN = -1;

    /** Instead of the number of restarts: the next read begins a section. */
    private static final int CLOSED = -1;

    /** Whose source this is. */
    final Traffic reader;

    /** What is read; null when it is not watched. */
    final @Nullable OpenFile file;

    /** The source that this thread used before; kept by {@link Traffic}. */
    @Nullable
    Source older;

    /** The next source of the same file; kept by {@link OpenFile}. */
    @Nullable
    Source sibling;

    private long count;
    private long sum;
    private long sectionStart;
    private long sectionSum;
    private long runStart;
    private long runPosition;
    // Where in the file the next byte is, if it is read in order.
    private long next;
    private long takenTo;
    private int restarts;
    private int followers;
    private int buffer;
    private boolean ended;

    /** Whether the file does not know this one, and has to be told each time; one of too many. */
    private final boolean unlisted;

    Source(Object stream, @Nullable OpenFile file, Traffic reader) {
        super(stream);
        this.file = file;
        this.reader = reader;
        restarts = file == null ? 0 : file.restarts();
        unlisted = file != null && !file.add(this);
    }

    void arrived(byte[] bytes, int offset, int length) {
        arrive(OpenFile.UNKNOWN, length);
        buffer = identity(bytes);
        sum = Sample.add(sum, count, bytes, offset, length);
        count += length;
    }

    void arrived(ByteBuffer bytes, int offset, int length, long position) {
        arrive(position, length);
        buffer = identity(bytes);
        sum = Sample.add(sum, count, bytes, offset, length);
        count += length;
    }

    void arrived(byte value) {
        arrive(OpenFile.UNKNOWN, 1);
        buffer = 0;
        sum = Sample.add(sum, count, value);
        count++;
    }

    /** Bytes left the file on a way where nobody saw them. */
    void passed(long position, long length) {
        arrive(position, length);
        buffer = UNSEEN;
        count += length;
    }

    private void arrive(long at, long length) {
        ended = false;
        OpenFile of = file;
        if (of != null) {
            long position = of.pass(at, length);
            if (position != next || position == OpenFile.UNKNOWN || of.restarts() != restarts) {
                turn(of, position);
            }
            next = position == OpenFile.UNKNOWN ? OpenFile.UNKNOWN : position + length;
            if (unlisted) {
                of.readByOthers(length);
            }
        }
    }

    /** What arrives does not simply go on: a run begins, a section, or nobody knows where this is. */
    private void turn(OpenFile of, long position) {
        boolean inOrder = position == next;
        if (!inOrder) {
            runStart = count;
            runPosition = position;
        }
        // Nobody is half way through: what was looked at before, a header perhaps, need not be hashed with the rest.
        if (of.restarts() != restarts || (!inOrder && followers == 0)) {
            restarts = of.restarts();
            sectionStart = count;
            sectionSum = sum;
            runStart = count;
            runPosition = position;
        }
    }

    /** There is nothing at {@code at}: the end of the file, of which all was read only if that was read before. */
    void end(long at) {
        long position = file == null ? OpenFile.UNKNOWN : file.pass(at, 0);
        ended = position != OpenFile.UNKNOWN && position == next;
    }

    /** A claim begins to follow. */
    void follow() {
        followers++;
    }

    /** A claim no longer follows. */
    void unfollow() {
        followers--;
        if (followers == 0 && file != null) {
            file.released();
        }
    }

    /** All that was read from {@code start} on until now has been claimed. */
    void take(long start) {
        restarts = CLOSED;
        if (start <= takenTo) {
            takenTo = count;
        }
        if (file != null) {
            file.taken();
        }
    }

    boolean isTaken() {
        return takenTo == count && count > 0;
    }

    boolean isClaimable() {
        return followers > 0 || (reader.isLast(this) && !isTaken());
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

    /** What is read; null when it is not watched. */
    public @Nullable OpenFile file() {
        return file;
    }

    /** Whether what was read last was all up to the end of the file, in order, and nobody else could have left that. */
    public boolean isEnded() {
        return ended && (file == null || !file.isShared());
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

    /** Whether what was read from {@code start} on is the file from its first byte on, in order. */
    boolean isFromBeginning(long start) {
        return start == runStart && runPosition == 0;
    }

    /** Whether this is another file, read but not claimed, whose section looks just like {@code length} such bytes. */
    boolean rivals(Source claimed, long length, long sample) {
        return file != null
                && claimed.file != null
                && restarts != CLOSED
                && count - sectionStart == length
                && sum - sectionSum == sample
                && !file.path.equals(claimed.file.path);
    }
}
