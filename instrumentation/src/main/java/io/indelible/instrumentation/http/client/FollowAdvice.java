package io.indelible.instrumentation.http.client;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Inlined into the constructors by which {@code HttpRequestImpl} follows a redirect or answers a challenge. */
final class FollowAdvice {
    private FollowAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object request, @Advice.Argument(2) @Nullable Object previous) {
        Bridge.note(Call.HTTP_CLIENT_FOLLOW, request, previous);
    }
}
