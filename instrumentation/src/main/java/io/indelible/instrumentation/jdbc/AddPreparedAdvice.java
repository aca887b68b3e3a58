package io.indelible.instrumentation.jdbc;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;

/** {@code PreparedStatement.addBatch()} has returned. */
final class AddPreparedAdvice {
    private AddPreparedAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object self) {
        Bridge.note(Call.JDBC_ADD_BATCH, self, null);
    }
}
