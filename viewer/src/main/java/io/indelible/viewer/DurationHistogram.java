package io.indelible.viewer;

import java.util.Arrays;

/** Counts durations in buckets 3 % wide, so a quantile is right to 2 % and memory does not grow with what is counted. */
final class DurationHistogram {
    private static final int BITS = 5;
    private static final int FINE = 1 << BITS;

    private long[] counts = new long[0];
    private long total;

    /** @param nanos not negative */
    void add(long nanos) {
        int bucket = bucket(nanos);
        if (bucket >= counts.length) {
            counts = Arrays.copyOf(counts, bucket + FINE);
        }
        counts[bucket]++;
        total++;
    }

    /** The duration in nanoseconds that this share of all is not longer than; 0 when there are none. */
    long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        for (int bucket = 0; bucket < counts.length; bucket++) {
            rank -= counts[bucket];
            if (rank <= 0) {
                return middle(bucket);
            }
        }
        return 0;
    }

    /** Below 32 every value has its own; above, each power of two has 32. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(nanos | 1));
        return (shift << BITS) + (int) (nanos >>> shift);
    }

    private static long middle(int bucket) {
        if (bucket < 2 * FINE) {
            return bucket;
        }
        int shift = (bucket >>> BITS) - 1;
        long lower = (long) (bucket - (shift << BITS)) << shift;
        return lower + (1L << shift) / 2;
    }
}
