package io.indelible.agent.engine.integrity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a digest says of a file whose digest was known before. */
public enum Verdict {
    /** Nothing was known. */
    NEW,
    /** The content is what it was. */
    SAME,
    /** The content is another, and the file was modified. */
    CHANGED,
    /** The content is another though nothing modified the file. */
    MISMATCH,
    /** The content is another, and whether the file was modified cannot be told. */
    DOUBTFUL;

    static Verdict of(@Nullable Entry known, Entry found) {
        if (known == null) {
            return NEW;
        }
        return known.sameDigest(found)
                ? SAME
                : differing(known, found.size(), found.modifiedNanos(), !found.unsettled());
    }

    /**
     * What to say of a file that was hashed again.
     *
     * @param known what the ledger has
     * @param state the file's state before and after hashing
     * @param digest what was found
     */
    public static Verdict of(Entry known, FileState state, byte[] digest) {
        return Arrays.equals(known.digest(), digest)
                ? SAME
                : differing(known, state.size(), state.modifiedNanos(), true);
    }

    private static Verdict differing(Entry known, long size, long modifiedNanos, boolean settled) {
        boolean unmodified = known.size() == size && known.modifiedNanos() == modifiedNanos;
        if (!unmodified || known.changed()) {
            return CHANGED;
        }
        return settled && !known.unsettled() ? MISMATCH : DOUBTFUL;
    }
}
