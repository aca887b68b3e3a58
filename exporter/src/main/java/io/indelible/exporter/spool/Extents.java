package io.indelible.exporter.spool;

import java.util.Arrays;

/** Where in a buffer pieces of it lie, in the order in which they were found. Used by one thread. */
final class Extents {
    /** A start and an end each. */
    private int[] bounds = new int[512];

    private int count;

    void clear() {
        count = 0;
    }

    void add(int start, int length) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = start + length;
        count++;
    }

    boolean any() {
        return count > 0;
    }

    int count() {
        return count;
    }

    int start(int piece) {
        return bounds[2 * piece];
    }

    int length(int piece) {
        return bounds[2 * piece + 1] - bounds[2 * piece];
    }

    /** Where the first of them begins, of which there is one. */
    int start() {
        return start(0);
    }

    /** Where the last of them ends, of which there is one. */
    int end() {
        return bounds[2 * count - 1];
    }
}
