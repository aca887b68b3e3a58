package io.indelible.instrumentation.jdbc;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code PreparedStatement.execute*()}. */
final class ExecutePreparedAdvice {
    private ExecutePreparedAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object self) {
        return Bridge.begin(Call.JDBC_EXECUTE_PREPARED, self, null, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable thrown) {
        Bridge.end(Call.JDBC_EXECUTE_PREPARED, begun, null, thrown);
    }
}
