package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.TraceContext;
import java.util.Arrays;

/** Ids as lower-case hex and back; W3C Trace Context, section 3.2. */
final class HexIds {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private HexIds() {}

    /** 32 digits. */
    static String traceId(long high, long low) {
        char[] text = new char[32];
        write(high, text, 0, 16);
        write(low, text, 16, 16);
        return new String(text);
    }

    /** 16 digits. */
    static String spanId(long id) {
        char[] text = new char[16];
        write(id, text, 0, 16);
        return new String(text);
    }

    /** The field {@code traceparent}; W3C Trace Context, section 3.2.2. */
    static String traceParent(TraceContext context) {
        char[] text = new char[55];
        Arrays.fill(text, '-');
        write(0, text, 0, 2);
        write(context.traceIdHigh, text, 3, 16);
        write(context.traceIdLow, text, 19, 16);
        write(context.spanId, text, 36, 16);
        write(context.flags, text, 53, 2);
        return new String(text);
    }

    /** The value of 16 hex digits that are known to be valid. */
    static long parse(String text, int from) {
        return Long.parseUnsignedLong(text, from, from + 16, 16);
    }

    /** The lowest digits. */
    private static void write(long value, char[] text, int from, int digits) {
        for (int i = 0; i < digits; i++) {
            text[from + digits - 1 - i] = DIGITS[(int) (value >>> (4 * i)) & 15];
        }
    }
}
