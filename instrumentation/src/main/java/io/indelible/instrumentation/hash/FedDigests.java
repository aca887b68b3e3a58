package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.file.content.Traffic;
import org.jspecify.annotations.Nullable;

/** The digests that one thread fed lately, so that it need not look for them among all. */
final class FedDigests {
    private static final int EARLIER = 4;

    private @Nullable DigestState recent;
    private @Nullable DigestState @Nullable [] earlier;

    /** Those of the thread whose traffic this is. */
    static FedDigests of(Traffic traffic) {
        if (traffic.digests instanceof FedDigests fed) {
            return fed;
        }
        FedDigests fresh = new FedDigests();
        traffic.digests = fresh;
        return fresh;
    }

    /** The state of the digest if this thread fed it recently; null when it must be looked up. */
    @Nullable
    DigestState find(Object digest) {
        DigestState state = recent;
        return state != null && state.refersTo(digest) ? state : findEarlier(digest);
    }

    // Several digests are often fed in turn, so the few before the last are remembered too.
    private @Nullable DigestState findEarlier(Object digest) {
        if (earlier != null) {
            for (int i = 0; i < EARLIER; i++) {
                DigestState state = earlier[i];
                if (state != null && state.refersTo(digest)) {
                    earlier[i] = recent;
                    recent = state;
                    return state;
                }
            }
        }
        return null;
    }

    /** Remembers the digest as the one fed last. */
    void remember(DigestState state) {
        if (recent != null) {
            if (earlier == null) {
                earlier = new DigestState[EARLIER];
            }
            System.arraycopy(earlier, 0, earlier, 1, EARLIER - 1);
            earlier[0] = recent;
        }
        recent = state;
    }
}
