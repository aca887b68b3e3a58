package io.indelible.instrumentation.http.client;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Inlined into {@code HttpClientImpl.send}. */
final class SendAdvice {
    private SendAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object client, @Advice.Argument(0) @Nullable Object request) {
        return Bridge.begin(Call.HTTP_CLIENT_SEND, client, request, null);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object operation,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object response,
            @Advice.Thrown @Nullable Throwable thrown) {
        Bridge.end(Call.HTTP_CLIENT_SEND, operation, response, thrown);
    }
}
