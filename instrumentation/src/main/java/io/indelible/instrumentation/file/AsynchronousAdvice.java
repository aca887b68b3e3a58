package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Inlined into what opens an {@code AsynchronousFileChannel}, and into the tasks that read and write for it. */
final class AsynchronousAdvice {
    private AsynchronousAdvice() {}

    /** {@code newAsynchronousFileChannel} of a provider. */
    static final class Open {
        private Open() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object path) {
            return Bridge.begin(Call.ASYNCHRONOUS_OPEN, null, path, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object opening, @Advice.Return Object channel, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.ASYNCHRONOUS_OPEN, opening, channel, thrown);
        }
    }

    /** The task that reads. */
    static final class Read {
        private Read() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("this$0") Object channel, @Advice.FieldValue("val$dst") Object into) {
            Bridge.note(Call.ASYNCHRONOUS_READ, channel, into);
        }
    }

    /** The task that writes. */
    static final class Write {
        private Write() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("this$0") Object channel, @Advice.FieldValue("val$src") Object from) {
            Bridge.note(Call.ASYNCHRONOUS_WRITE, channel, from);
        }
    }

    /** {@code AsynchronousFileChannelImpl.end()}: from then on the buffer is the application's again. */
    static final class Done {
        private Done() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object channel) {
            Bridge.note(Call.ASYNCHRONOUS_DONE, channel, null);
        }
    }
}
