package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Inlined into {@code java.io.File}, one nested class per {@link Call}. */
final class IoFileAdvice {
    private IoFileAdvice() {}

    /** {@code renameTo}. */
    static final class Rename {
        private Rename() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object file, @Advice.FieldValue("path") String path, @Advice.Argument(0) Object target) {
            return Bridge.begin(Call.FILE_RENAME, file, path, target);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILE_RENAME, operation, result, thrown);
        }
    }

    /** {@code delete}. */
    static final class Delete {
        private Delete() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object file, @Advice.FieldValue("path") String path) {
            return Bridge.begin(Call.FILE_DELETE, file, path, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILE_DELETE, operation, result, thrown);
        }
    }
}
