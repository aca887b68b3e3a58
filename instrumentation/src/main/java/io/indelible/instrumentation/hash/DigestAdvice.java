package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * Inlined into {@code java.security.MessageDigest}, and into digests of other libraries where their methods have the same
 * parameters. Feeding rings on enter: the hash begins with its first byte.
 */
final class DigestAdvice {
    private DigestAdvice() {}

    /** {@code update(byte)}. */
    static final class UpdateByte {
        private UpdateByte() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest, @Advice.Argument(0) byte input) {
            Bridge.digested(digest, input);
        }
    }

    /** {@code update(byte[])}; the length is not asked here, for the array may be null. */
    static final class UpdateArray {
        private UpdateArray() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest, @Advice.Argument(0) byte[] input) {
            Bridge.digested(digest, input, Feeding.WHOLE, Feeding.WHOLE);
        }
    }

    /** {@code update(byte[], int, int)}. */
    static final class UpdateRange {
        private UpdateRange() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object digest,
                @Advice.Argument(0) byte[] input,
                @Advice.Argument(1) int offset,
                @Advice.Argument(2) int length) {
            Bridge.digested(digest, input, offset, length);
        }
    }

    /** {@code update(ByteBuffer)}. */
    static final class UpdateBuffer {
        private UpdateBuffer() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest, @Advice.Argument(0) ByteBuffer input) {
            Bridge.digested(digest, input);
        }
    }

    /** {@code digest()}; {@code digest(byte[])} calls {@code update} and this. */
    static final class Finish {
        private Finish() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object digest) {
            return Bridge.begin(Call.DIGEST_FINISH, digest, null, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object result,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.DIGEST_FINISH, operation, result, thrown);
        }
    }

    /** {@code digest(byte[], int, int)} and whatever else writes the digest into an array and returns its length. */
    static final class FinishInto {
        private FinishInto() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object digest, @Advice.Argument(0) byte[] into, @Advice.Argument(1) int offset) {
            return Bridge.begin(Call.DIGEST_FINISH, digest, into, offset);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object operation, @Advice.Return int length, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.DIGEST_FINISH, operation, length, thrown);
        }
    }

    /** {@code clone()}, which {@code MessageDigest} and its delegate to providers each have. */
    static final class Clone {
        private Clone() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object digest) {
            return Bridge.begin(Call.DIGEST_CLONE, digest, null, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object original,
                @Advice.Return(typing = Typing.DYNAMIC) Object clone,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.DIGEST_CLONE, original, clone, thrown);
        }
    }

    /** {@code reset()}. */
    static final class Reset {
        private Reset() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object digest) {
            Bridge.note(Call.DIGEST_RESET, digest, null);
        }
    }
}
