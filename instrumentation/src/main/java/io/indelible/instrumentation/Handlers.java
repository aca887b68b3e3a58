package io.indelible.instrumentation;

import io.indelible.bridge.Guard;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
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

    /** Work between calls. */
    interface Upkeep {
        /**
         * Runs on the engine's own thread.
         *
         * @param last whether the process ends: what is still open will not be ended by the application
         */
        void run(boolean last);
    }

    /** Knows operations that go on between calls, on no thread. */
    @FunctionalInterface
    interface OpenOperations {
        /** Shows those that are open now. Runs on a thread of the engine while the application's go on. */
        void forEach(Consumer<? super Operation> visitor);
    }

    /** Answers a replacement. */
    interface ReplaceHandler {
        /** Returns what shall stand in the place of {@code value}, or {@code value} itself. */
        @Nullable
        Object replace(@Nullable Object self, @Nullable Object value);
    }

    /**
     * Watches the bytes that pass between files and this process; see {@link io.indelible.bridge.Recorder} for the meaning
     * of each call. The hottest calls of all: no allocation once warm, and the guard of the calling thread comes along so
     * that nobody has to look for the thread once more.
     */
    interface FileWatcher {
        /** Bytes were read into an array. */
        void bytesRead(
                Guard guard,
                Object file,
                @Nullable String path,
                byte[] into,
                int offset,
                int count,
                @Nullable Throwable thrown);

        /** Bytes were read into a buffer. */
        void bytesRead(
                Guard guard,
                Object file,
                @Nullable String path,
                ByteBuffer into,
                long position,
                int count,
                @Nullable Throwable thrown);

        /** One byte was read. */
        void byteRead(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown);

        /** Bytes were written from an array. */
        void bytesWritten(
                Guard guard,
                Object file,
                @Nullable String path,
                byte[] from,
                int offset,
                int count,
                @Nullable Throwable thrown);

        /** Bytes were written from a buffer. */
        void bytesWritten(
                Guard guard,
                Object file,
                @Nullable String path,
                ByteBuffer from,
                long position,
                int count,
                @Nullable Throwable thrown);

        /** One byte was written. */
        void byteWritten(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown);

        /** The position in the file was set. */
        void moved(Guard guard, Object file, long position);
    }

    /** Watches what digests are fed. As hot as {@link FileWatcher}. */
    interface DigestWatcher {
        /** A digest is about to be fed from an array. */
        void digested(Guard guard, Object digest, byte[] input, int offset, int length);

        /** A digest is about to be fed what remains in the buffer. */
        void digested(Guard guard, Object digest, ByteBuffer input);

        /** A digest is about to be fed one byte. */
        void digested(Guard guard, Object digest, byte input);
    }

    /** Watches what is written into the bodies of requests. As hot as {@link FileWatcher}. */
    interface BodyWatcher {
        /** A body took bytes from an array. */
        void bytesSent(Guard guard, Object body, byte[] from, int offset, int count);

        /** A body took one byte. */
        void byteSent(Guard guard, Object body, int value);
    }

    /** Sets the handler of a call that begins and ends. */
    void onCall(int call, CallHandler handler);

    /** Sets the handler of a notification. */
    void onNote(int call, NoteHandler handler);

    /** Sets the handler of a replacement. */
    void onReplace(int call, ReplaceHandler handler);

    /** Sets the one watcher of files. */
    void onFiles(FileWatcher watcher);

    /** Sets the one watcher of digests. */
    void onDigests(DigestWatcher watcher);

    /** Sets the one watcher of request bodies. */
    void onBodies(BodyWatcher watcher);

    /** Adds work that the engine's own thread does about twice a second, and once more when the process ends. */
    void onUpkeep(Upkeep work);

    /** Adds somebody to be asked what is open; those that are current on a thread are known anyway. */
    default void onOpen(OpenOperations open) {}
}
