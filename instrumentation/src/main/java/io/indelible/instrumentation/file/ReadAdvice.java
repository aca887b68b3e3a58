package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/**
 * Inlined into the reads of {@code FileInputStream}, {@code RandomAccessFile} and {@code FileChannelImpl}, all of which
 * have a private field {@code path}. Only methods that end in a native read: what is built on them is seen through them.
 */
final class ReadAdvice {
    private ReadAdvice() {}

    /** {@code read()}. */
    static final class One {
        private One() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object file,
                @Advice.FieldValue("path") String path,
                @Advice.Return int value,
                @Advice.Thrown Throwable thrown) {
            Bridge.byteRead(file, path, value, thrown);
        }
    }

    /** {@code read(byte[])}. */
    static final class Array {
        private Array() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object file,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) byte[] into,
                @Advice.Return int count,
                @Advice.Thrown Throwable thrown) {
            Bridge.bytesRead(file, path, into, 0, count, thrown);
        }
    }

    /** {@code read(byte[], int, int)}. */
    static final class Range {
        private Range() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object file,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) byte[] into,
                @Advice.Argument(1) int offset,
                @Advice.Return int count,
                @Advice.Thrown Throwable thrown) {
            Bridge.bytesRead(file, path, into, offset, count, thrown);
        }
    }

    /** {@code read(ByteBuffer)}. */
    static final class Buffer {
        private Buffer() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) ByteBuffer into,
                @Advice.Return int count,
                @Advice.Thrown Throwable thrown) {
            Bridge.bytesRead(channel, path, into, -1, count, thrown);
        }
    }

    /** {@code read(ByteBuffer, long)}. */
    static final class BufferAt {
        private BufferAt() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) ByteBuffer into,
                @Advice.Argument(1) long position,
                @Advice.Return int count,
                @Advice.Thrown Throwable thrown) {
            Bridge.bytesRead(channel, path, into, position, count, thrown);
        }
    }
}
