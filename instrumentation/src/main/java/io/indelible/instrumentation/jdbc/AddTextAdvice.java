package io.indelible.instrumentation.jdbc;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code Statement.addBatch(String)} has returned. */
final class AddTextAdvice {
    private AddTextAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object self, @Advice.Argument(0) @Nullable String text) {
        Bridge.note(Call.JDBC_ADD_BATCH, self, text);
    }
}
