package io.indelible.instrumentation.file;

import java.util.Random;

/** The content of files that must not be alike: other bytes at each call, and the same ones in each run. */
public final class RandomBytes {
    private static final Random SEEDED = new Random(2);

    private RandomBytes() {}

    /** So many of them. */
    public static byte[] of(int size) {
        byte[] bytes = new byte[size];
        SEEDED.nextBytes(bytes);
        return bytes;
    }
}
