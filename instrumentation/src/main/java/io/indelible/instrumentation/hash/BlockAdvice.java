package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Inlined where single bytes are hashed by the JDK: a ring for each of them would cost as much as the hashing. */
final class BlockAdvice {
    private BlockAdvice() {}

    /** {@code MessageDigest.update(byte)}. */
    static final class Update {
        private Update() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object digest,
                @Advice.Argument(0) byte input,
                @Advice.FieldValue("state") int state,
                @Advice.FieldValue("provider") @Nullable Object provider) {
            Bridge.digested(digest, input, state, provider);
        }
    }

    /** {@code DigestBase.engineUpdate(byte)}, when it has set the field {@code bufOfs}. */
    static final class Engine {
        private Engine() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object engine, @Advice.FieldValue("bufOfs") int buffered) {
            Bridge.digestedOne(engine, buffered);
        }
    }
}
