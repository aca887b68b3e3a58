package io.indelible.instrumentation.file;

import java.util.Arrays;

/**
 * SHA-256 (FIPS 180-4) of short texts. Our own, because a digest of the JCA comes from whatever provider the application
 * has put first: code of the application would run in the middle of its own operation, and start providers too early.
 */
final class Sha256 {
    private static final int BLOCK = 64;
    private static final int LENGTH_BYTES = 8;
    private static final int PRIMES = 64;

    /** The first 32 bits of the fractions of the cube roots of the first 64 primes, and of the square roots of 8. */
    private static final int[] ROUNDS = new int[PRIMES];

    private static final int[] INITIAL = new int[8];

    static {
        int prime = 2;
        for (int i = 0; i < PRIMES; prime++) {
            if (isPrime(prime)) {
                ROUNDS[i] = fraction(Math.cbrt(prime));
                if (i < INITIAL.length) {
                    INITIAL[i] = fraction(Math.sqrt(prime));
                }
                i++;
            }
        }
    }

    private Sha256() {}

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    // The roots are below 8, so 50 bits of their fractions are exact; 32 are wanted.
    private static int fraction(double root) {
        return (int) (long) ((root - Math.floor(root)) * (1L << 32));
    }

    /** The first 64 bits of the digest. */
    static long first64(byte[] message) {
        byte[] padded = padded(message);
        int[] state = INITIAL.clone();
        int[] schedule = new int[PRIMES];
        for (int block = 0; block < padded.length; block += BLOCK) {
            expand(padded, block, schedule);
            compress(state, schedule);
        }
        return (state[0] & 0xFFFFFFFFL) << 32 | (state[1] & 0xFFFFFFFFL);
    }

    private static byte[] padded(byte[] message) {
        int blocks = (message.length + LENGTH_BYTES) / BLOCK + 1;
        byte[] padded = Arrays.copyOf(message, blocks * BLOCK);
        padded[message.length] = (byte) 0x80;
        long bits = (long) message.length << 3;
        for (int i = 1; i <= LENGTH_BYTES; i++) {
            padded[padded.length - i] = (byte) bits;
            bits >>>= 8;
        }
        return padded;
    }

    private static void expand(byte[] bytes, int from, int[] w) {
        for (int i = 0; i < 16; i++) {
            int at = from + 4 * i;
            w[i] = (bytes[at] & 0xFF) << 24
                    | (bytes[at + 1] & 0xFF) << 16
                    | (bytes[at + 2] & 0xFF) << 8
                    | (bytes[at + 3] & 0xFF);
        }
        for (int i = 16; i < w.length; i++) {
            int low = Integer.rotateRight(w[i - 15], 7) ^ Integer.rotateRight(w[i - 15], 18) ^ (w[i - 15] >>> 3);
            int high = Integer.rotateRight(w[i - 2], 17) ^ Integer.rotateRight(w[i - 2], 19) ^ (w[i - 2] >>> 10);
            w[i] = w[i - 16] + low + w[i - 7] + high;
        }
    }

    private static void compress(int[] state, int[] w) {
        int[] v = state.clone();
        for (int i = 0; i < w.length; i++) {
            int sum1 = Integer.rotateRight(v[4], 6) ^ Integer.rotateRight(v[4], 11) ^ Integer.rotateRight(v[4], 25);
            int choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
            int one = v[7] + sum1 + choice + ROUNDS[i] + w[i];
            int sum0 = Integer.rotateRight(v[0], 2) ^ Integer.rotateRight(v[0], 13) ^ Integer.rotateRight(v[0], 22);
            int majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            System.arraycopy(v, 0, v, 1, 7);
            v[4] += one;
            v[0] = one + sum0 + majority;
        }
        for (int i = 0; i < state.length; i++) {
            state[i] += v[i];
        }
    }
}
