package io.indelible.instrumentation.http.server;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Inlined into {@code Filter.Chain.doFilter}. */
final class HandleAdvice {
    private HandleAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) @Nullable Object exchange) {
        return Bridge.begin(Call.HTTP_SERVER_HANDLE, null, exchange, null);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object operation, @Advice.Thrown @Nullable Throwable thrown) {
        Bridge.end(Call.HTTP_SERVER_HANDLE, operation, null, thrown);
    }
}
