package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Inlined into {@code sun.nio.ch.FileChannelImpl}, one nested class per {@link Call}. */
final class ChannelAdvice {
    private ChannelAdvice() {}

    /** {@code open}, the only way channels are made; its second argument is the path on JDK 17 and 25. */
    static final class Open {
        private Open() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return Object channel, @Advice.Argument(1) Object path) {
            Bridge.note(Call.CHANNEL_OPEN, channel, path);
        }
    }

    /** {@code transferTo(long, long, WritableByteChannel)}. */
    static final class TransferTo {
        private TransferTo() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(2) Object target) {
            return Bridge.begin(Call.CHANNEL_TRANSFER_TO, channel, path, target);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.CHANNEL_TRANSFER_TO, operation, result, thrown);
        }
    }

    /** {@code transferFrom(ReadableByteChannel, long, long)}. */
    static final class TransferFrom {
        private TransferFrom() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) Object source) {
            return Bridge.begin(Call.CHANNEL_TRANSFER_FROM, channel, path, source);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.CHANNEL_TRANSFER_FROM, operation, result, thrown);
        }
    }
}
