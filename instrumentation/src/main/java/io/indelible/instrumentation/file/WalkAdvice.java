package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Inlined into {@code java.nio.file.FileTreeWalker}, which all walks of trees go through; one class per {@link Call}. */
final class WalkAdvice {
    private WalkAdvice() {}

    /** {@code walk(Path)}: a walker walks once. */
    static final class Start {
        private Start() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object walker, @Advice.Argument(0) Object folder) {
            return Bridge.begin(Call.WALK_START, walker, folder, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object scan, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.WALK_START, scan, null, thrown);
        }
    }

    /** {@code visit}, once for each file and folder; its arguments differ from JDK to JDK. */
    static final class Visit {
        private Visit() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object walker) {
            return Bridge.begin(Call.WALK_VISIT, walker, null, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object scan, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.WALK_VISIT, scan, null, thrown);
        }
    }

    /** {@code next()}. */
    static final class Next {
        private Next() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object walker, @Advice.Return Object event) {
            Bridge.note(Call.WALK_NEXT, walker, event);
        }
    }

    /** {@code close()}. */
    static final class Close {
        private Close() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object walker) {
            Bridge.note(Call.WALK_CLOSE, walker, null);
        }
    }
}
