package io.indelible.instrumentation.http.client;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Inlined into the constructor of {@code HttpResponseImpl}, which runs before the future is completed. */
final class ResponseAdvice {
    private ResponseAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object response, @Advice.Argument(0) @Nullable Object request) {
        Bridge.note(Call.HTTP_CLIENT_RESPONSE, response, request);
    }
}
