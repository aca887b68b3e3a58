package io.indelible.instrumentation.http.server;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;

/** Inlined into {@code sendResponseHeaders} and {@code close} of the exchanges; a client that is gone makes both throw. */
final class RespondAdvice {
    private RespondAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.This Object exchange) {
        Bridge.note(Call.HTTP_SERVER_RESPOND, exchange, null);
    }
}
