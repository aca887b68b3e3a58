package io.indelible.instrumentation.http.urlconnection;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import net.bytebuddy.asm.Advice;

/** Inlined into {@code getOutputStream} and into the streams that it returns, one nested class per method. */
final class BodyAdvice {
    private BodyAdvice() {}

    /** {@code getOutputStream()} of the connection. */
    static final class Open {
        private Open() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object connection, @Advice.Return Object stream) {
            Bridge.note(Call.URL_CONNECTION_BODY, connection, stream);
        }
    }

    /** {@code write(int)}. */
    static final class One {
        private One() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object stream, @Advice.Argument(0) int value) {
            Bridge.byteSent(stream, value);
        }
    }

    /** {@code write(byte[], int, int)}, which {@code write(byte[])} calls. */
    static final class Range {
        private Range() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object stream,
                @Advice.Argument(0) byte[] from,
                @Advice.Argument(1) int offset,
                @Advice.Argument(2) int count) {
            Bridge.bytesSent(stream, from, offset, count);
        }
    }

    /** {@code close()}. */
    static final class Close {
        private Close() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object stream) {
            Bridge.note(Call.URL_CONNECTION_BODY_CLOSE, stream, null);
        }
    }

    /** {@code reset()}. */
    static final class Reset {
        private Reset() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object stream) {
            Bridge.note(Call.URL_CONNECTION_BODY_RESET, stream, null);
        }
    }
}
