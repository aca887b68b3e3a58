package io.indelible.exporter.otlp;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of attributes that came before: most of a span's are those of the span before it. Each has one place, which it
 * gets when it comes twice with no other between; what never comes again, a path or a size, does not drive it out. Not thread-safe.
 */
final class KnownAttributes {
    private static final int PLACES = 256;
    /** Bytes; longer ones are not kept, so that all of it is bounded. */
    private static final int LONGEST = 512;

    private final CRC32C crc = new CRC32C();
    private final @Nullable Known[] known = new Known[PLACES];
    /** For each place the checksum of what came last and was not known. */
    private final int[] last = new int[PLACES];

    private final OtlpJson json = new OtlpJson(null);

    /**
     * Finds an attribute.
     *
     * @param depth how many messages it is in
     * @return its JSON; null when it is not known
     * @throws MalformedOtlpException when the bytes are no attribute, as far as that was looked at
     */
    @Nullable
    SerializableString find(byte[] bytes, int start, int length, int depth) throws IOException {
        if (length > LONGEST) {
            return null;
        }
        crc.reset();
        crc.update(bytes, start, length);
        int sum = (int) crc.getValue();
        int place = sum & PLACES - 1;
        Known here = known[place];
        if (here != null && here.is(bytes, start, length)) {
            here.wanted = true;
            return here.json;
        }
        boolean again = last[place] == sum;
        last[place] = sum;
        if (!again || (here != null && here.takeWanted())) {
            return null;
        }
        Known made = know(bytes, start, length, depth);
        known[place] = made;
        return made.json;
    }

    private Known know(byte[] bytes, int start, int length, int depth) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        json.write(MessageType.KEY_VALUE, bytes, start, length, depth, text);
        return new Known(
                Arrays.copyOfRange(bytes, start, start + length),
                new SerializedString(text.toString(StandardCharsets.UTF_8)));
    }

    private static final class Known {
        final byte[] message;
        final SerializableString json;
        boolean wanted;

        Known(byte[] message, SerializableString json) {
            this.message = message;
            this.json = json;
        }

        /** Whether it came since this was asked last. */
        boolean takeWanted() {
            boolean came = wanted;
            wanted = false;
            return came;
        }

        boolean is(byte[] bytes, int start, int length) {
            return Arrays.equals(message, 0, message.length, bytes, start, start + length);
        }
    }
}
