package io.indelible.instrumentation.hash;

import java.util.Arrays;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** The bytes of a digest, however a library gives them; of numbers the higher bytes first. */
final class DigestValue {
    private DigestValue() {}

    /**
     * A copy of the value that a digest has just said.
     *
     * @param digest who said it; null when it is gone
     * @param into where it was asked to write it; null when nowhere
     * @param offset from where on in there
     * @param result what the call returned: the value itself, or how much was written
     * @return null when no value can be made out
     */
    static byte @Nullable [] of(
            @Nullable Object digest, @Nullable Object into, @Nullable Object offset, @Nullable Object result) {
        if (into instanceof byte[] buffer && offset instanceof Integer from && result instanceof Integer length) {
            return from < 0 || length <= 0 || length > buffer.length - from
                    ? null
                    : Arrays.copyOfRange(buffer, from, from + length);
        }
        if (result instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (digest instanceof Checksum checksum) {
            return bytes(checksum.getValue(), Integer.BYTES);
        }
        return number(digest, result);
    }

    // The one family of digests that return numbers can say in no other way whether a seed is mixed in.
    private static byte @Nullable [] number(@Nullable Object digest, @Nullable Object result) {
        if (digest == null || !digest.toString().endsWith("(seed=0)")) {
            return null;
        }
        if (result instanceof Integer value) {
            return bytes(value, Integer.BYTES);
        }
        return result instanceof Long value ? bytes(value, Long.BYTES) : null;
    }

    private static byte[] bytes(long value, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (value >>> ((count - 1 - i) * Byte.SIZE));
        }
        return bytes;
    }
}
