package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Inlined into {@code java.nio.file.Files}, one nested class per {@link Call}. */
final class FilesAdvice {
    private FilesAdvice() {}

    /** {@code copy(Path, Path, CopyOption...)}. */
    static final class Copy {
        private Copy() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object source, @Advice.Argument(1) Object target) {
            return Bridge.begin(Call.FILES_COPY, null, source, target);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILES_COPY, operation, result, thrown);
        }
    }

    /** {@code copy(InputStream, Path, CopyOption...)}. */
    static final class CopyFromStream {
        private CopyFromStream() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object stream, @Advice.Argument(1) Object target) {
            return Bridge.begin(Call.FILES_COPY_FROM_STREAM, null, stream, target);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILES_COPY_FROM_STREAM, operation, result, thrown);
        }
    }

    /** {@code copy(Path, OutputStream)}. */
    static final class CopyToStream {
        private CopyToStream() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object source, @Advice.Argument(1) Object stream) {
            return Bridge.begin(Call.FILES_COPY_TO_STREAM, null, source, stream);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILES_COPY_TO_STREAM, operation, result, thrown);
        }
    }

    /** {@code copyFile} of the JDK's file systems of Unix, which is given what the source was found to be. */
    static final class CopyBegun {
        private CopyBegun() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(1) Object attributes, @Advice.Argument(2) Object target) {
            Bridge.note(Call.FILES_COPY_BEGUN, target, attributes);
        }
    }

    /** {@code BsdFileSystem.clone}, which says 0 when the new file is a clone. */
    static final class Clone {
        private Clone() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(typing = Typing.DYNAMIC) Object outcome) {
            Bridge.note(Call.FILES_CLONE, null, outcome);
        }
    }

    /** {@code move}. */
    static final class Move {
        private Move() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object source, @Advice.Argument(1) Object target) {
            return Bridge.begin(Call.FILES_MOVE, null, source, target);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILES_MOVE, operation, result, thrown);
        }
    }

    /** {@code createLink}. */
    static final class Link {
        private Link() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object link, @Advice.Argument(1) Object existing) {
            return Bridge.begin(Call.FILES_LINK, null, link, existing);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILES_LINK, operation, result, thrown);
        }
    }

    /** {@code createSymbolicLink}. */
    static final class SymbolicLink {
        private SymbolicLink() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object link, @Advice.Argument(1) Object content) {
            return Bridge.begin(Call.FILES_SYMBOLIC_LINK, null, link, content);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILES_SYMBOLIC_LINK, operation, result, thrown);
        }
    }

    /** {@code delete} and {@code deleteIfExists}. */
    static final class Delete {
        private Delete() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.Argument(0) Object path) {
            return Bridge.begin(Call.FILES_DELETE, null, path, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.FILES_DELETE, operation, result, thrown);
        }
    }
}
