package io.indelible.agent.engine.recorder;

/** Ids as lower-case hex and back; W3C Trace Context, section 3.2. */
final class HexIds {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private HexIds() {}

    /** 32 digits. */
    static String traceId(long high, long low) {
        char[] text = new char[32];
        write(high, text, 0);
        write(low, text, 16);
        return new String(text);
    }

    /** 16 digits. */
    static String spanId(long id) {
        char[] text = new char[16];
        write(id, text, 0);
        return new String(text);
    }

    /** The value of 16 hex digits that are known to be valid. */
    static long parse(String text, int from) {
        return Long.parseUnsignedLong(text, from, from + 16, 16);
    }

    private static void write(long value, char[] text, int from) {
        for (int i = 15; i >= 0; i--) {
            text[from + i] = DIGITS[(int) (value >>> ((15 - i) * 4)) & 15];
        }
    }
}
