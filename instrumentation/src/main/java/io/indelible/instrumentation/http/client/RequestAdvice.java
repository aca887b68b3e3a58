package io.indelible.instrumentation.http.client;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Inlined into the constructor by which {@code HttpRequestImpl} copies the application's request. The headers are
 * replaced in the copy: the application's own object stays as it is.
 */
final class RequestAdvice {
    private RequestAdvice() {}

    @SuppressWarnings("UnusedVariable") // writing the parameter writes the field
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This Object request,
            @Advice.FieldValue(value = "userHeaders", readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable
                    Object headers) {
        headers = Bridge.replace(Call.HTTP_CLIENT_HEADERS, request, headers);
    }
}
