package io.indelible.bridge;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine does when advice rings. Called on application threads with the guard held; an implementation neither
 * blocks nor throws, and {@link Bridge} catches what it throws all the same.
 *
 * <p>Types outside {@code java.base} arrive as {@code Object}: the bootstrap loader cannot name them.
 */
public interface Recorder {
    /**
     * An instrumented call begins.
     *
     * @param call a constant of {@link Call}
     * @return what {@link #end} gets back; null when there is nothing to end
     */
    @Nullable
    Object begin(Guard guard, int call, @Nullable Object self, @Nullable Object first, @Nullable Object second);

    /**
     * The call whose {@link #begin} returned {@code operation} has returned or thrown.
     *
     * @param result what it returned (boxed), null for void or when it threw
     * @param thrown what it threw, null when it returned
     */
    void end(Guard guard, int call, Object operation, @Nullable Object result, @Nullable Throwable thrown);

    /** Something happened that needs no end. */
    void note(Guard guard, int call, @Nullable Object self, @Nullable Object first);

    /** A value that advice may replace: returns the replacement, or {@code value} itself. */
    @Nullable
    Object replace(Guard guard, int call, @Nullable Object self, @Nullable Object value);

    /**
     * A read of the file {@code path} has returned or thrown: {@code count} bytes arrived in {@code into} from
     * {@code offset} on, -1 is the end.
     */
    void bytesRead(
            Guard guard,
            Object file,
            @Nullable String path,
            byte[] into,
            int offset,
            int count,
            @Nullable Throwable thrown);

    /**
     * As above; the bytes lie before the buffer's position.
     *
     * @param position where in the file they were read; -1 for where the channel stood
     */
    void bytesRead(
            Guard guard,
            Object file,
            @Nullable String path,
            ByteBuffer into,
            long position,
            int count,
            @Nullable Throwable thrown);

    /** One byte of the file {@code path} was read; {@code value} -1 is the end. */
    void byteRead(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown);

    /**
     * A write to the file {@code path} has returned or thrown. Offset and count -1 mean the whole array, which may be null
     * when that is why it threw.
     */
    void bytesWritten(
            Guard guard,
            Object file,
            @Nullable String path,
            byte[] from,
            int offset,
            int count,
            @Nullable Throwable thrown);

    /**
     * As above; the bytes lie before the buffer's position.
     *
     * @param position where in the file they were written; -1 for where the channel stood
     */
    void bytesWritten(
            Guard guard,
            Object file,
            @Nullable String path,
            ByteBuffer from,
            long position,
            int count,
            @Nullable Throwable thrown);

    /** One byte was written to the file {@code path}: the low 8 bits of {@code value}. */
    void byteWritten(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown);

    /** The file is read and written from {@code position} on now; -1 when that is not known. */
    void moved(Guard guard, Object file, long position);

    /** The body of a request, a stream, took {@code count} bytes of the array from {@code offset} on. */
    void bytesSent(Guard guard, Object body, byte[] from, int offset, int count);

    /** The body of a request took one byte: the low 8 bits of {@code value}. */
    void byteSent(Guard guard, Object body, int value);

    /** A digest is about to be fed from an array. */
    void digested(Guard guard, Object digest, byte[] input, int offset, int length);

    /** A digest is about to be fed what remains in a buffer. */
    void digested(Guard guard, Object digest, ByteBuffer input);

    /** A digest is about to be fed one byte. */
    void digested(Guard guard, Object digest, byte input);

    /** {@code task} has been handed to another thread; it shall run in this thread's context. */
    void handOver(Guard guard, Object task);

    /**
     * {@code task} is about to run on this thread.
     *
     * @param worker whether a pool's worker runs it: then nothing that this thread was in before counts
     * @return what {@link #leaveTask} gets back; null when nothing is to be restored
     */
    @Nullable
    Object enterTask(Guard guard, Object task, boolean worker);

    /** The task whose {@link #enterTask} returned {@code token} has ended. */
    void leaveTask(Guard guard, Object token);

    /** Engine code threw on an application thread; counted and said once, never passed on. May be called anywhere. */
    void suppressed(Throwable thrown);
}
