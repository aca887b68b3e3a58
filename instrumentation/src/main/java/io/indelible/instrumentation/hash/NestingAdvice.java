package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/**
 * Inlined into updates that may call each other, or those of a delegate: their return is told too, so that what is fed
 * inside is not counted again. Single bytes that are collected are told later, and without a return.
 */
final class NestingAdvice {
    private NestingAdvice() {}

    /** {@code update(byte)}. */
    static final class UpdateByte {
        private UpdateByte() {}

        @Advice.OnMethodEnter
        static boolean enter(@Advice.This Object digest, @Advice.Argument(0) byte input) {
            return Bridge.digestedSingly(digest, input);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object digest, @Advice.Enter boolean told) {
            Bridge.fedSingly(told, digest);
        }
    }

    /** {@code update(int)}, of which the low 8 bits count. */
    static final class UpdateInt {
        private UpdateInt() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest, @Advice.Argument(0) int input) {
            Bridge.digested(digest, (byte) input);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_FED, digest, null);
        }
    }

    /** {@code update(byte[])}. */
    static final class UpdateArray {
        private UpdateArray() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest, @Advice.Argument(0) byte[] input) {
            Bridge.digested(digest, input, Feeding.WHOLE, Feeding.WHOLE);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_FED, digest, null);
        }
    }

    /** {@code update(byte[], int, int)}. */
    static final class UpdateRange {
        private UpdateRange() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object digest,
                @Advice.Argument(0) byte[] input,
                @Advice.Argument(1) int offset,
                @Advice.Argument(2) int length) {
            Bridge.digested(digest, input, offset, length);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_FED, digest, null);
        }
    }

    /** {@code update(ByteBuffer)}. */
    static final class UpdateBuffer {
        private UpdateBuffer() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest, @Advice.Argument(0) ByteBuffer input) {
            Bridge.digested(digest, input);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_FED, digest, null);
        }
    }
}
