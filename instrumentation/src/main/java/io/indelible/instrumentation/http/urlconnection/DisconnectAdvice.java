package io.indelible.instrumentation.http.urlconnection;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;

/** Inlined into {@code disconnect}. */
final class DisconnectAdvice {
    private DisconnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object connection) {
        Bridge.note(Call.URL_CONNECTION_DISCONNECT, connection, null);
    }
}
