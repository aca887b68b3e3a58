package io.indelible.viewer;

import java.util.HexFormat;

/**
 * The ids of spans seen, to drop those delivered twice. Bounded: when it is full every further id passes for a new one.
 */
final class SpanIds {
    private static final int MAX_SLOTS = 1 << 22;

    private long[] slots = new long[4];
    private int size;

    /** False when the id has been seen; the id is hex of 64 bits at most. */
    boolean add(String spanId) {
        long id = HexFormat.fromHexDigitsToLong(spanId);
        if (2 * size >= slots.length && !grow()) {
            return true;
        }
        boolean added = place(slots, id);
        if (added) {
            size++;
        }
        return added;
    }

    private boolean grow() {
        if (slots.length >= MAX_SLOTS) {
            return false;
        }
        long[] larger = new long[slots.length * 2];
        for (long id : slots) {
            if (id != 0) {
                place(larger, id);
            }
        }
        slots = larger;
        return true;
    }

    private static boolean place(long[] slots, long id) {
        int mask = slots.length - 1;
        int slot = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == id) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = id;
        return true;
    }
}
