package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Inlined into what digests for itself: class loaders check the classes that they load. */
final class SuspendAdvice {
    private SuspendAdvice() {}

    @Advice.OnMethodEnter
    static @Nullable Object enter() {
        return Bridge.begin(Call.DIGEST_SUSPEND, null, null, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter Object begun, @Advice.Thrown Throwable thrown) {
        Bridge.end(Call.DIGEST_SUSPEND, begun, null, thrown);
    }
}
