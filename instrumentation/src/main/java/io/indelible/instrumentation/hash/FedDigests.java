package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.file.content.Traffic;
import org.jspecify.annotations.Nullable;

/** The digests that one thread fed lately, so that it need not look for them among all, and whose call it is in. */
final class FedDigests implements Traffic.Follower {
    private static final int EARLIER = 4;

    private final Traffic traffic;

    private @Nullable DigestState recent;
    private @Nullable DigestState @Nullable [] earlier;

    // What happens inside a digest's own call is part of it: the outermost such call, and how many are open.
    private @Nullable DigestState outermost;
    private int depth;

    private FedDigests(Traffic traffic) {
        this.traffic = traffic;
    }

    /** Those of the thread whose traffic this is. */
    static FedDigests of(Traffic traffic) {
        if (traffic.follower instanceof FedDigests fed) {
            return fed;
        }
        FedDigests fresh = new FedDigests(traffic);
        traffic.follower = fresh;
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

    /** The state of the digest whose engine this is; null when this thread did not feed it recently. */
    @Nullable
    DigestState findByEngine(Object engine) {
        DigestState state = recent;
        if (state != null && BlockEngine.of(state.get()) == engine) {
            return state;
        }
        for (int i = 0; earlier != null && i < EARLIER; i++) {
            state = earlier[i];
            if (state != null && BlockEngine.of(state.get()) == engine) {
                return state;
            }
        }
        return null;
    }

    @Override
    public void turning() {
        catchUp(recent);
        for (int i = 0; earlier != null && i < EARLIER; i++) {
            catchUp(earlier[i]);
        }
    }

    // One that follows nothing which this thread reads has nothing to lose, and another thread may be feeding it.
    private void catchUp(@Nullable DigestState state) {
        if (state != null && state.singly && state.open && state.claim.follows(traffic)) {
            state.catchUp(traffic);
        }
    }

    /** Remembers the digest as the one fed last, and returns the one that is forgotten for it; null when there is room. */
    @Nullable
    DigestState remember(DigestState state) {
        DigestState forgotten = null;
        if (recent != null) {
            if (earlier == null) {
                earlier = new DigestState[EARLIER];
            }
            forgotten = earlier[EARLIER - 1];
            catchUp(forgotten);
            if (forgotten != null) {
                forgotten.stopCollecting(); // when it rings, this thread knows it again
            }
            System.arraycopy(earlier, 0, earlier, 1, EARLIER - 1);
            earlier[0] = recent;
        }
        recent = state;
        return forgotten;
    }

    /** Enters a call: what this thread digests inside it is part of that. */
    void enter(DigestState state) {
        if (depth == 0) {
            outermost = state;
        }
        depth++;
    }

    /** Counts an update inside a call, if its return will be told. */
    void deepen(DigestKind.Habit habit) {
        if (habit.nests()) {
            depth++;
        }
    }

    /** Leaves the call that was entered last. */
    void leave() {
        if (depth > 0) {
            depth--;
        }
    }

    /** Whether this thread is inside the call of a digest. */
    boolean isInside() {
        if (depth > 0 && outermost != null && outermost.refersTo(null)) {
            depth = 0; // a call that never told its end, for want of stack or memory
        }
        return depth > 0;
    }

    /** Whether this thread is inside the call of another digest. */
    boolean isInsideOther(DigestState state) {
        return isInside() && outermost != state;
    }

    /** Whatever was entered has been left, as this digest can tell that asks for a new call. */
    void leaveAll() {
        depth = 0;
    }
}
