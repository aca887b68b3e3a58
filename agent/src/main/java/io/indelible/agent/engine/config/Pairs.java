package io.indelible.agent.engine.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code key=value,key=value} with percent-encoded values, as the environment variables of OpenTelemetry have it
 * (specification, resource SDK and OTLP exporter): one bad pair and the whole text is no good.
 */
final class Pairs {
    private Pairs() {}

    /** The pairs in their order, the last of equal keys; null when the text is bad. */
    static @Nullable Map<String, String> parse(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            String pair = text.substring(start, end).trim();
            if (!pair.isEmpty() && !add(pair, pairs)) {
                return null;
            }
            start = end + 1;
        }
        return pairs;
    }

    private static boolean add(String pair, Map<String, String> pairs) {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            return false;
        }
        String value = decode(pair.substring(equals + 1).trim());
        if (value == null) {
            return false;
        }
        pairs.put(pair.substring(0, equals).trim(), value);
        return true;
    }

    /** Undoes percent-encoding; a plus stays a plus. Null when an escape is cut off or the bytes are no UTF-8. */
    static @Nullable String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            int octet = encoded[i] == '%' ? escape(encoded, i) : encoded[i] & 0xff;
            if (octet < 0) {
                return null;
            }
            i += encoded[i] == '%' ? 2 : 0;
            encoded[length++] = (byte) octet;
        }
        return utf8(ByteBuffer.wrap(encoded, 0, length));
    }

    private static int escape(byte[] encoded, int at) {
        if (at + 2 >= encoded.length) {
            return -1;
        }
        int high = Character.digit(encoded[at + 1], 16);
        int low = Character.digit(encoded[at + 2], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static @Nullable String utf8(ByteBuffer octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
