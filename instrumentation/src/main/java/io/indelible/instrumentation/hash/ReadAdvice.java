package io.indelible.instrumentation.hash;

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

        @Advice.OnMethodExit
        static void exit(@Advice.This Object stream, @Advice.FieldValue("path") String path, @Advice.Return int value) {
            Bridge.byteRead(stream, path, value);
        }
    }

    /** {@code read(byte[])}. */
    static final class Array {
        private Array() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object stream,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) byte[] into,
                @Advice.Return int count) {
            Bridge.bytesRead(stream, path, into, 0, count);
        }
    }

    /** {@code read(byte[], int, int)}. */
    static final class Range {
        private Range() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object stream,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) byte[] into,
                @Advice.Argument(1) int offset,
                @Advice.Return int count) {
            Bridge.bytesRead(stream, path, into, offset, count);
        }
    }

    /** {@code read(ByteBuffer)} and {@code read(ByteBuffer, long)}. */
    static final class Buffer {
        private Buffer() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) ByteBuffer into,
                @Advice.Return int count) {
            Bridge.bytesRead(channel, path, into, count);
        }
    }
}
