package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.file.content.Claim;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What we know of one {@code MessageDigest}, which is referred to weakly; used by one thread at a time, as that is. */
final class DigestState extends WeakReference<Object> {
    /** What it computes. */
    final Algorithm algorithm;

    /** Who computes it; null when it does not say. */
    final @Nullable String provider;

    /** Which file the bytes came from. */
    final Claim claim = new Claim();

    /** What is in progress; null when it was fed nothing since it was made, finished or reset. */
    @Nullable
    HashOperation operation;

    DigestState(Object digest, Algorithm algorithm, @Nullable String provider) {
        super(digest);
        this.algorithm = algorithm;
        this.provider = provider;
    }

    /** Takes the operation away: the digest is as new. */
    @Nullable
    HashOperation takeOperation() {
        HashOperation taken = operation;
        operation = null;
        return taken;
    }
}
