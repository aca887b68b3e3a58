package io.indelible.agent.command;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** Computes one digest of a file again. */
interface Rehash {
    /** Adds bytes. */
    void update(byte[] bytes, int length);

    /**
     * The digest of all bytes.
     *
     * @param length how many bytes the known digest has: a checksum is a number, and may have been written in more
     */
    byte[] digest(int length);

    /** What computes this algorithm; null when this JDK has none. */
    static @Nullable Rehash of(String algorithm) {
        return switch (algorithm) {
            case "CRC32" -> of(new CRC32());
            case "CRC32C" -> of(new CRC32C());
            case "Adler32" -> of(new Adler32());
            default -> ofDigest(algorithm);
        };
    }

    private static @Nullable Rehash ofDigest(String algorithm) {
        try {
            return of(MessageDigest.getInstance(algorithm));
        } catch (NoSuchAlgorithmException unknown) {
            return null;
        }
    }

    private static Rehash of(MessageDigest digest) {
        return new Rehash() {
            @Override
            public void update(byte[] bytes, int length) {
                digest.update(bytes, 0, length);
            }

            @Override
            public byte[] digest(int length) {
                return digest.digest();
            }
        };
    }

    private static Rehash of(Checksum checksum) {
        return new Rehash() {
            @Override
            public void update(byte[] bytes, int length) {
                checksum.update(bytes, 0, length);
            }

            @Override
            public byte[] digest(int length) {
                byte[] digest = new byte[length];
                long value = checksum.getValue();
                for (int i = length - 1; i >= 0; i--) {
                    digest[i] = (byte) value;
                    value >>>= Byte.SIZE;
                }
                return digest;
            }
        };
    }
}
