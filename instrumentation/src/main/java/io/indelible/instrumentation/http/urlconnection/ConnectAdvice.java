package io.indelible.instrumentation.http.urlconnection;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Inlined into {@code connect} and {@code getOutputStream}. The status is read from the field, for every method that
 * would tell it may go to the network.
 */
final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object connection) {
        return Bridge.begin(Call.URL_CONNECTION_CONNECT, connection, null, null);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object operation,
            @Advice.FieldValue("responseCode") int status,
            @Advice.Thrown @Nullable Throwable thrown) {
        Bridge.end(Call.URL_CONNECTION_CONNECT, operation, status, thrown);
    }
}
