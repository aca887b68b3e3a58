package io.indelible.instrumentation.jdbc;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** {@code Connection.prepareStatement(String, ...)} and {@code prepareCall(String, ...)}. */
final class PrepareAdvice {
    private PrepareAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object self, @Advice.Argument(0) @Nullable String text) {
        return Bridge.begin(Call.JDBC_PREPARE, self, text, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object begun,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
            @Advice.Thrown @Nullable Throwable thrown) {
        Bridge.end(Call.JDBC_PREPARE, begun, result, thrown);
    }
}
