package io.indelible.instrumentation.concurrent;

import io.indelible.bridge.Bridge;
import net.bytebuddy.asm.Advice;

/** The object itself, a task or a thread, is handed over. */
final class HandOverThisAdvice {
    private HandOverThisAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object task) {
        Bridge.handOver(task);
    }
}
