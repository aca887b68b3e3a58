package io.indelible.instrumentation;

import io.indelible.bridge.Guard;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where an {@link Instrumentation} puts what answers its calls. */
public interface Handlers {
    /** Answers the begin and end of a call. */
    interface CallHandler {
        /**
         * The call begins. Runs on the application's thread before its own code.
         *
         * @return what {@link #end} gets back, usually an {@link Operation} that was started; null to hear no more
         */
        @Nullable
        Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second);

        /** The call has ended. Exactly one of {@code result} and {@code thrown} may be non-null. */
        void end(Object begun, @Nullable Object result, @Nullable Throwable thrown);
    }

    /** Answers a notification. */
    interface NoteHandler {
        /** Something happened on the application's thread. */
        void note(@Nullable Object self, @Nullable Object first);
    }

    /** Answers a replacement. */
    interface ReplaceHandler {
        /** Returns what shall stand in the place of {@code value}, or {@code value} itself. */
        @Nullable
        Object replace(@Nullable Object self, @Nullable Object value);
    }

    /**
     * Watches bytes on their way from files into digests. The hottest calls of all: no allocation once warm, and the
     * guard of the calling thread comes along so that nobody has to look for the thread once more.
     */
    interface ByteWatcher {
        /** See {@link io.indelible.bridge.Recorder#bytesRead(Guard, Object, String, byte[], int, int)}. */
        void bytesRead(Guard guard, Object source, @Nullable String path, byte[] into, int offset, int count);

        /** The bytes lie before the buffer's position. */
        void bytesRead(Guard guard, Object source, @Nullable String path, ByteBuffer into, int count);

        /** One byte, or -1 at the end. */
        void byteRead(Guard guard, Object source, @Nullable String path, int value);

        /** A digest is about to be fed from an array. */
        void digested(Guard guard, Object digest, byte[] input, int offset, int length);

        /** A digest is about to be fed what remains in the buffer. */
        void digested(Guard guard, Object digest, ByteBuffer input);

        /** A digest is about to be fed one byte. */
        void digested(Guard guard, Object digest, byte input);
    }

    /** Sets the handler of a call that begins and ends. */
    void onCall(int call, CallHandler handler);

    /** Sets the handler of a notification. */
    void onNote(int call, NoteHandler handler);

    /** Sets the handler of a replacement. */
    void onReplace(int call, ReplaceHandler handler);

    /** Sets the one watcher of bytes. */
    void onBytes(ByteWatcher watcher);
}
