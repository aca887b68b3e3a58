package io.indelible.exporter.spool;

import java.util.Arrays;
import java.util.Random;

/**
 * What may happen to a file: the bytes after it, and the stretch of the old ones that is no longer what it was.
 *
 * @param bytes the damaged content
 * @param from where the damage begins
 * @param to where it ends; what lies behind is as it was
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Damage(byte[] bytes, int from, int to) {
    private static final int LONGEST = 4096;

    /** Damages a copy, in one way of many. */
    static Damage of(byte[] sound, Random random) {
        int from = random.nextInt(Math.max(1, sound.length));
        int to = Math.min(sound.length, from + 1 + random.nextInt(1 + random.nextInt(LONGEST)));
        return switch (random.nextInt(7)) {
            case 0 -> new Damage(Arrays.copyOf(sound, from), from, sound.length);
            case 1 -> filled(sound, from, to, (byte) 0);
            case 2 -> filled(sound, from, to, (byte) 0xff);
            case 3 -> overwritten(sound, from, to, random);
            case 4 -> moved(sound, from, to, random);
            case 5 -> grown(sound, random);
            default -> flipped(sound, from, Math.min(to, from + 8), random);
        };
    }

    boolean touches(int start, int end) {
        return start < to && from < end;
    }

    private static Damage filled(byte[] sound, int from, int to, byte with) {
        byte[] bytes = sound.clone();
        Arrays.fill(bytes, from, to, with);
        return new Damage(bytes, from, to);
    }

    private static Damage overwritten(byte[] sound, int from, int to, Random random) {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        byte[] bytes = sound.clone();
        System.arraycopy(noise, 0, bytes, from, noise.length);
        return new Damage(bytes, from, to);
    }

    /** As a page that was written to the wrong place. */
    private static Damage moved(byte[] sound, int from, int to, Random random) {
        byte[] bytes = sound.clone();
        int source = random.nextInt(Math.max(1, sound.length - (to - from) + 1));
        System.arraycopy(sound, source, bytes, from, to - from);
        return new Damage(bytes, from, to);
    }

    private static Damage grown(byte[] sound, Random random) {
        byte[] bytes = Arrays.copyOf(sound, sound.length + 1 + random.nextInt(LONGEST));
        byte[] noise = new byte[bytes.length - sound.length];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, sound.length, noise.length);
        return new Damage(bytes, sound.length, bytes.length);
    }

    private static Damage flipped(byte[] sound, int from, int to, Random random) {
        byte[] bytes = sound.clone();
        for (int i = from; i < to; i++) {
            bytes[i] ^= (byte) (1 << random.nextInt(8));
        }
        return new Damage(bytes, from, to);
    }
}
