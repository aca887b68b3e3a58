package io.indelible.instrumentation.http.urlconnection;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Inlined into {@code getInputStream}. The status is read from the field, for every method that
 * would tell it may go to the network.
 */
final class InputStreamAdvice {
    private InputStreamAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object connection) {
        return Bridge.begin(Call.URL_CONNECTION_RESPONSE, connection, null, null);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object operation,
            @Advice.FieldValue("responseCode") int status,
            @Advice.Thrown @Nullable Throwable thrown) {
        Bridge.end(Call.URL_CONNECTION_RESPONSE, operation, status, thrown);
    }
}
