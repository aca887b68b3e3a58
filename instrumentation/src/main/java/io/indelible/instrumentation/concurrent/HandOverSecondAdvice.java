package io.indelible.instrumentation.concurrent;

import io.indelible.bridge.Bridge;
import net.bytebuddy.asm.Advice;

/** The second argument is handed to another thread. */
final class HandOverSecondAdvice {
    private HandOverSecondAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) Object task) {
        Bridge.handOver(task);
    }
}
