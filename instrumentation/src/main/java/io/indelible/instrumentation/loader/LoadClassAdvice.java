package io.indelible.instrumentation.loader;

import io.indelible.bridge.Bridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ClassLoader.loadClass(String, boolean)}: asked for the bridge, it has the answer without looking. */
final class LoadClassAdvice {
    private LoadClassAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable Class<?> enter(@Advice.Argument(0) @Nullable String name) {
        return Bridge.own(name);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Class<?> own, @Advice.Return(readOnly = false) @Nullable Class<?> loaded) {
        loaded = Bridge.first(own, loaded);
    }
}
