package io.indelible.instrumentation.jdbc;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code Statement.execute*(String, ...)}. */
final class ExecuteTextAdvice {
    private ExecuteTextAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object self, @Advice.Argument(0) @Nullable String text) {
        return Bridge.begin(Call.JDBC_EXECUTE_TEXT, self, text, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable thrown) {
        Bridge.end(Call.JDBC_EXECUTE_TEXT, begun, null, thrown);
    }
}
