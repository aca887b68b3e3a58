package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Inlined into {@code sun.nio.ch.FileChannelImpl}, one nested class per {@link Call}. */
final class ChannelAdvice {
    private ChannelAdvice() {}

    /** The constructor. A channel that belongs to a stream or random access file names it as its parent. */
    static final class Open {
        private Open() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.FieldValue(value = "parent", typing = Typing.DYNAMIC) Object parent) {
            Bridge.begin(Call.CHANNEL_OPEN, channel, path, parent);
        }
    }

    /** {@code map(MapMode, long, long)} and {@code map(MapMode, long, long, Arena)}. */
    static final class Map {
        private Map() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object channel,
                @Advice.Argument(0) Object mode,
                @Advice.Argument(value = 1, typing = Typing.DYNAMIC) Object position) {
            return Bridge.begin(Call.CHANNEL_MAP, channel, position, mode);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object mapping,
                @Advice.Return(typing = Typing.DYNAMIC) Object buffer,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.CHANNEL_MAP, mapping, buffer, thrown);
        }
    }

    /** {@code newByteChannel} and {@code newFileChannel} of a provider. */
    static final class Create {
        private Create() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object path) {
            return Bridge.begin(Call.CHANNEL_CREATE, null, path, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object path, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.CHANNEL_CREATE, path, null, thrown);
        }
    }

    /** {@code transferTo(long, long, WritableByteChannel)}. */
    static final class TransferTo {
        private TransferTo() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object channel,
                @Advice.Argument(value = 0, typing = Typing.DYNAMIC) Object position,
                @Advice.Argument(2) Object target) {
            return Bridge.begin(Call.CHANNEL_TRANSFER_TO, channel, target, position);
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
                @Advice.Argument(value = 1, typing = Typing.DYNAMIC) Object position,
                @Advice.Argument(0) Object source) {
            return Bridge.begin(Call.CHANNEL_TRANSFER_FROM, channel, source, position);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.CHANNEL_TRANSFER_FROM, operation, result, thrown);
        }
    }

    /** {@code read(ByteBuffer[], int, int)}. */
    static final class Scatter {
        private Scatter() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) Object buffers) {
            return Bridge.begin(Call.CHANNEL_SCATTER, channel, buffers, path);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object transfer,
                @Advice.Return(typing = Typing.DYNAMIC) Object count,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.CHANNEL_SCATTER, transfer, count, thrown);
        }
    }

    /** {@code write(ByteBuffer[], int, int)}. */
    static final class Gather {
        private Gather() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object channel,
                @Advice.FieldValue("path") String path,
                @Advice.Argument(0) Object buffers) {
            return Bridge.begin(Call.CHANNEL_GATHER, channel, buffers, path);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object transfer,
                @Advice.Return(typing = Typing.DYNAMIC) Object count,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.CHANNEL_GATHER, transfer, count, thrown);
        }
    }
}
