package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Inlined into what opens, closes and positions {@code FileInputStream}, {@code FileOutputStream}, {@code RandomAccessFile}. */
final class StreamAdvice {
    private StreamAdvice() {}

    /** {@code FileInputStream.open(String)}, private: the one place where constructors may fail. */
    static final class OpenInput {
        private OpenInput() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object stream, @Advice.Argument(0) Object path) {
            return Bridge.begin(Call.FILE_INPUT_OPEN, stream, path, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object opening, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILE_INPUT_OPEN, opening, null, thrown);
        }
    }

    /** {@code FileOutputStream.open(String, boolean)}. */
    static final class OpenOutput {
        private OpenOutput() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object stream,
                @Advice.Argument(0) Object path,
                @Advice.Argument(value = 1, typing = Typing.DYNAMIC) Object append) {
            return Bridge.begin(Call.FILE_OUTPUT_OPEN, stream, path, append);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object opening, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILE_OUTPUT_OPEN, opening, null, thrown);
        }
    }

    /** {@code RandomAccessFile.open(String, int)}. */
    static final class OpenRandom {
        private OpenRandom() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object file, @Advice.Argument(0) Object path) {
            return Bridge.begin(Call.RANDOM_ACCESS_OPEN, file, path, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object opening, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.RANDOM_ACCESS_OPEN, opening, null, thrown);
        }
    }

    /** {@code close()} of all three, and {@code FileChannelImpl.implCloseChannel()}. */
    static final class Close {
        private Close() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object file, @Advice.Thrown Throwable thrown) {
            Bridge.note(Call.FILE_CLOSE, file, thrown);
        }
    }

    /** {@code seek(long)}, {@code FileChannelImpl.position(long)}. */
    static final class Seek {
        private Seek() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object file, @Advice.Argument(0) long position) {
            Bridge.moved(file, position);
        }
    }

    /** {@code FileInputStream.skip(long)}. */
    static final class Skip {
        private Skip() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object file) {
            Bridge.moved(file, -1);
        }
    }

    /** {@code RandomAccessFile.setLength(long)}, which is native on JDK 17, and {@code FileChannelImpl.truncate(long)}. */
    static final class Length {
        private Length() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object file, @Advice.Argument(value = 0, typing = Typing.DYNAMIC) Object length) {
            Bridge.note(Call.FILE_LENGTH, file, length);
        }
    }

    /** {@code RandomAccessFile.implReadLine()}, with which newer JDKs read a line past {@code read()}. */
    static final class Line {
        private Line() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object file) {
            Bridge.note(Call.RANDOM_ACCESS_LINE, file, null);
        }
    }

    /** {@code ZipInputStream.getNextEntry()}. */
    static final class NextEntry {
        private NextEntry() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object archive) {
            return Bridge.begin(Call.ZIP_NEXT_ENTRY, archive, null, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object reading,
                @Advice.Return(typing = Typing.DYNAMIC) Object entry,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.ZIP_NEXT_ENTRY, reading, entry, thrown);
        }
    }

    /** {@code ZipInputStream.read(byte[], int, int)}. */
    static final class ReadEntry {
        private ReadEntry() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object archive,
                @Advice.Argument(0) byte[] into,
                @Advice.Argument(1) int offset,
                @Advice.Return int count) {
            Bridge.bytesRead(archive, null, into, offset, count, null);
        }
    }
}
