package io.indelible.instrumentation.concurrent;

import io.indelible.bridge.Bridge;
import net.bytebuddy.asm.Advice;

/** The first argument is handed to another thread. */
final class HandOverFirstAdvice {
    private HandOverFirstAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Object task) {
        Bridge.handOver(task);
    }
}
