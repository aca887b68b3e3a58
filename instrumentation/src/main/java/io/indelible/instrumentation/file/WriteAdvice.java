package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/** Inlined into the writes of {@code FileOutputStream}, {@code RandomAccessFile} and {@code FileChannelImpl}; as {@link ReadAdvice}. */
final class WriteAdvice {
    private WriteAdvice() {}

    /** {@code write(int)}. */
    static final class One {
        private One() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object file,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) int value,
                @Advice.Thrown Throwable thrown) {
            Bridge.byteWritten(file, path, value, thrown);
        }
    }

    /** {@code write(byte[])}; the length is not asked here, for the array may be null. */
    static final class Array {
        private Array() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object file,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) byte[] from,
                @Advice.Thrown Throwable thrown) {
            Bridge.bytesWritten(file, path, from, StreamWatcher.WHOLE, StreamWatcher.WHOLE, thrown);
        }
    }

    /** {@code write(byte[], int, int)}. */
    static final class Range {
        private Range() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object file,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) byte[] from,
                @Advice.Argument(1) int offset,
                @Advice.Argument(2) int count,
                @Advice.Thrown Throwable thrown) {
            Bridge.bytesWritten(file, path, from, offset, count, thrown);
        }
    }

    /** {@code write(ByteBuffer)}. */
    static final class Buffer {
        private Buffer() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) ByteBuffer from,
                @Advice.Return int count,
                @Advice.Thrown Throwable thrown) {
            Bridge.bytesWritten(channel, path, from, -1, count, thrown);
        }
    }

    /** {@code write(ByteBuffer, long)}. */
    static final class BufferAt {
        private BufferAt() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) ByteBuffer from,
                @Advice.Argument(1) long position,
                @Advice.Return int count,
                @Advice.Thrown Throwable thrown) {
            Bridge.bytesWritten(channel, path, from, position, count, thrown);
        }
    }

    /** {@code RandomAccessFile.writeBytes(String)}, which writes past {@code write}: the low byte of each character. */
    static final class Text {
        private Text() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object file, @Advice.Argument(0) Object text) {
            Bridge.note(Call.RANDOM_ACCESS_BYTES, file, text);
        }
    }

    /** {@code RandomAccessFile.writeChars(String)}, which does so too: both bytes. */
    static final class Characters {
        private Characters() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object file, @Advice.Argument(0) Object text) {
            Bridge.note(Call.RANDOM_ACCESS_CHARS, file, text);
        }
    }
}
