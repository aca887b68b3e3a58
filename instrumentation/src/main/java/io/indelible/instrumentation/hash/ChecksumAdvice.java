package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** Inlined into what says a value and goes on from there: {@code java.util.zip.Checksum} and its like. */
final class ChecksumAdvice {
    private ChecksumAdvice() {}

    /** {@code update(int)}, of which the low 8 bits count. */
    static final class UpdateInt {
        private UpdateInt() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object checksum, @Advice.Argument(0) int input) {
            Bridge.digestedSingly(checksum, (byte) input);
        }
    }

    /** {@code getValue()} of a {@code Checksum}, which can be asked again: nothing need be boxed. */
    static final class Value {
        private Value() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object checksum) {
            return Bridge.begin(Call.DIGEST_VALUE, checksum, null, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter Object operation, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.DIGEST_VALUE, operation, null, thrown);
        }
    }

    /** As {@link Value}, of classes that nobody but their own library can ask. */
    static final class ValueReturned {
        private ValueReturned() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(@Advice.This Object checksum) {
            return Bridge.begin(Call.DIGEST_VALUE, checksum, null, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation,
                @Advice.Return(typing = Typing.DYNAMIC) Object value,
                @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.DIGEST_VALUE, operation, value, thrown);
        }
    }

    /** {@code doFinalize(byte[], int, int)}: as much is written as was asked for. */
    static final class ValueInto {
        private ValueInto() {}

        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.This Object digest, @Advice.Argument(0) byte[] into, @Advice.Argument(1) int offset) {
            return Bridge.begin(Call.DIGEST_VALUE, digest, into, offset);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object operation, @Advice.Argument(2) int length, @Advice.Thrown Throwable thrown) {
            Bridge.end(Call.DIGEST_VALUE, operation, length, thrown);
        }
    }
}
