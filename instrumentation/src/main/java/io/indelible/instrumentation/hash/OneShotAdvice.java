package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/** Inlined into functions that hash an array in one call. Nothing is boxed: they are called for every key of a table. */
final class OneShotAdvice {
    private OneShotAdvice() {}

    /** {@code hash(byte[], int, int, ...)}. */
    static final class Range {
        private Range() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object function,
                @Advice.Argument(0) byte[] input,
                @Advice.Argument(1) int offset,
                @Advice.Argument(2) int length) {
            Bridge.digested(function, input, offset, length);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object function) {
            Bridge.note(Call.DIGEST_ONE_SHOT, function, null);
        }
    }

    /** {@code hash(ByteBuffer, ...)} of what remains in the buffer. */
    static final class Buffer {
        private Buffer() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object function, @Advice.Argument(0) ByteBuffer input) {
            Bridge.digested(function, input);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.This Object function) {
            Bridge.note(Call.DIGEST_ONE_SHOT, function, null);
        }
    }
}
