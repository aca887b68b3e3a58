package io.indelible.agent.engine.integrity;

/**
 * 128 bits that stand for a path. Not for defence against somebody who makes names that collide: he would only hide his own
 * files from the ledger.
 */
record PathKey(long high, long low) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    static PathKey of(String path) {
        long high = FNV_OFFSET;
        long low = path.length() * GOLDEN;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            high = (high ^ c) * FNV_PRIME;
            low = Long.rotateLeft(low ^ c, 25) * GOLDEN;
        }
        return new PathKey(mixed(high), mixed(low));
    }

    boolean is(long otherHigh, long otherLow) {
        return high == otherHigh && low == otherLow;
    }

    /** Every bit of the result depends on every bit: the finalizer of SplitMix64. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
