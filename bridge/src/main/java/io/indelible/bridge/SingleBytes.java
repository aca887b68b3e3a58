package io.indelible.bridge;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What one digest was fed byte by byte and the engine has not been told yet: a ring for each byte costs more than most
 * hashing. Only one digest of the whole JVM is collected at a time, for to find the bytes of one among several costs nearly
 * as much as ringing.
 *
 * <p>Written by whichever thread feeds the digest, which threads do by turns or not at all. The static fields are read at every
 * single byte: who sees an old value rings too often or fills what is asked for later; both do.
 */
public final class SingleBytes extends WeakReference<Object> {
    /** So many are told at once; a power of two. */
    private static final int BLOCK = 128;

    private static @Nullable SingleBytes collected;
    private static @Nullable SingleBytes ignored;

    private final byte[] block = new byte[BLOCK];
    private long taken;

    /** Of this digest, which is not kept from being collected as garbage. */
    public SingleBytes(Object digest) {
        super(digest);
    }

    /** What is being collected; null when nothing is. */
    public static @Nullable SingleBytes collected() {
        return collected;
    }

    /** From now on the single bytes of this digest are collected, and those of the one before are not. */
    public void collect() {
        collected = this;
    }

    /** From now on the single bytes of this digest are not collected; what was before stays to be asked for. */
    public static void stop(Object digest) {
        if (of(digest) != null) {
            collected = null;
        }
    }

    /** From now on nobody is told of the single bytes of this digest, and of those of the one before again. */
    public void ignore() {
        ignored = this;
    }

    /** Bytes that were ever collected. */
    public long taken() {
        return taken;
    }

    /** The last of them, up to {@link #end}; not to be written to. */
    public byte[] block() {
        return block;
    }

    /** Where they end in the block. */
    public int end() {
        int rest = (int) taken & BLOCK - 1;
        return rest == 0 ? BLOCK : rest;
    }

    /** Those of the digest, if they are being collected. */
    static @Nullable SingleBytes of(Object digest) {
        SingleBytes current = collected;
        return current != null && current.refersTo(digest) ? current : null;
    }

    static boolean isIgnored(Object digest) {
        SingleBytes current = ignored;
        return current != null && current.refersTo(digest);
    }

    /** Takes one in, and says whether the block is full. */
    boolean take(byte value) {
        long before = taken;
        block[(int) before & BLOCK - 1] = value;
        taken = before + 1;
        return (int) (before + 1 & BLOCK - 1) == 0;
    }
}
