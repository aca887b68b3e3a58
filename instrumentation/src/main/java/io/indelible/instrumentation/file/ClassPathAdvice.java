package io.indelible.instrumentation.file;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;

/** Inlined into {@code jdk.internal.loader.URLClassPath$JarLoader}, through which class loaders open archives. */
final class ClassPathAdvice {
    private ClassPathAdvice() {}

    /** {@code getJarFile(URL)}; on enter, for the archive is read before it returns. */
    static final class Open {
        private Open() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object loader, @Advice.Argument(0) Object url) {
            Bridge.note(Call.CLASS_PATH_OPEN, loader, url);
        }
    }
}
