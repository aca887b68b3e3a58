package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;

/** Inlined where a digest is fed a number: so many bytes that came from no file. The numbers are boxed already. */
final class StrayAdvice {
    private StrayAdvice() {}

    /** {@code putShort(short)} and {@code putChar(char)}. */
    static final class Two {
        private Two() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_STRAY, digest, Short.BYTES);
        }
    }

    /** {@code putInt(int)}. */
    static final class Four {
        private Four() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_STRAY, digest, Integer.BYTES);
        }
    }

    /** {@code putLong(long)}. */
    static final class Eight {
        private Eight() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_STRAY, digest, Long.BYTES);
        }
    }
}
