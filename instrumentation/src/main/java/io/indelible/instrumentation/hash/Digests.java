package io.indelible.instrumentation.hash;

import io.indelible.bridge.Bridge;
import io.indelible.bridge.SingleBytes;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.file.PathText;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Source;
import io.indelible.instrumentation.file.content.Traffic;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** All digests that were ever fed, and the operations in them. */
final class Digests {
    /** Below this many bytes a hash of no file counts in metrics only. */
    static final String MIN_BYTES = "indelible.hash.min-bytes";

    private static final long DEFAULT_MIN_BYTES = 4096;

    private static final Object NOBODY = new Object();

    private final Operations operations;
    private final long minBytes;
    private final WeakIdentityMap<Object, DigestState> states;
    private final SingleBytesTurn turn = new SingleBytesTurn();
    /** Whose digests ring for blocks; null as long as none has. */
    private volatile @Nullable Object blocks;

    Digests(Operations operations, WeakIdentityMap<Object, DigestState> states) {
        this.operations = operations;
        this.states = states;
        minBytes = operations.setting(MIN_BYTES, DEFAULT_MIN_BYTES);
    }

    /** The digest, which is about to be fed so many bytes; null when that is part of something else. */
    @Nullable
    DigestState feeding(Traffic traffic, Object digest, int count) {
        FedDigests fed = FedDigests.of(traffic);
        DigestState state = fed.find(digest);
        return state != null && state.ready ? state : begin(fed, digest, state, count);
    }

    /** As {@link #feeding}, of one byte in a call of its own. */
    @Nullable
    DigestState feedingOne(Traffic traffic, Object digest) {
        DigestState state = feeding(traffic, digest, 1);
        if (state != null) {
            turn.offer(state);
            return state;
        }
        DigestState part = FedDigests.of(traffic).find(digest);
        if (part != null && part.internal) {
            turn.ignore(part);
        }
        return null;
    }

    private @Nullable DigestState begin(FedDigests fed, Object digest, @Nullable DigestState found, int count) {
        if (fed.isInside()) {
            if (found != null) {
                found.stopCollecting();
            }
            fed.deepen(found == null ? DigestKinds.habit(digest) : found.kind.habit());
            return null;
        }
        DigestState state = found == null ? knownOrNew(fed, digest) : found;
        if (state.kind.habit().nests()) {
            fed.enter(state);
            state.stopCollecting(); // an update of an array may feed the same digest byte by byte
        }
        if (state.internal) {
            return null;
        }
        if (!state.open) {
            state.open(count);
            list(digest, state);
        }
        if (!state.started && state.length() + count >= minBytes) {
            start(state);
        }
        return state;
    }

    /** A digest has filled a block with bytes that were fed one by one: the one of this engine or {@link SingleBytes}. */
    void block(Traffic traffic, Object filled) {
        FedDigests fed = FedDigests.of(traffic);
        SingleBytes bytes = filled instanceof SingleBytes collected ? collected : null;
        Object digest = bytes == null ? null : bytes.get();
        DigestState state = digest == null ? fed.findByEngine(filled) : known(fed, digest);
        if (state == null || !state.open || state.internal || (bytes != null && !state.collects(bytes))) {
            if (digest != null) {
                SingleBytes.stop(digest); // another thread knew it; from now on this one is told
            }
            return;
        }
        state.singly = true;
        state.catchUp(traffic);
        if (!state.started && state.length() >= minBytes) {
            start(state);
        }
        if (blocks == null && bytes == null && state.get() instanceof MessageDigest ofTheJdk) {
            blocks = ofTheJdk.getProvider(); // its digests do tell of blocks
            Bridge.blockwise(blocks);
        }
    }

    /** What is known of the digest; null when it was never fed. */
    @Nullable
    DigestState known(FedDigests fed, Object digest) {
        DigestState state = fed.find(digest);
        if (state == null) {
            state = states.get(digest);
            if (state != null) {
                remember(fed, state);
            }
        }
        return state;
    }

    private DigestState knownOrNew(FedDigests fed, Object digest) {
        DigestState known = known(fed, digest);
        if (known != null) {
            return known;
        }
        if (blocks != null
                && digest instanceof MessageDigest other
                && other.getProvider() == blocks
                && BlockEngine.of(digest) == null) {
            blocks = NOBODY; // not all of them
            Bridge.blockwise(null);
        }
        return add(fed, new DigestState(digest, DigestKinds.of(digest)), digest);
    }

    private DigestState add(FedDigests fed, DigestState state, Object digest) {
        list(digest, state);
        remember(fed, state);
        return state;
    }

    /** Lets every thread know the digest, as long as something is in progress. */
    private void list(Object digest, DigestState state) {
        if (!state.listed && !state.kind.habit().local()) {
            state.listed = true;
            states.put(digest, state);
        }
    }

    // The thread that fed it last knows it still. What is made for one hash would only fill the map until it is swept.
    private void unlist(DigestState state) {
        Object digest = state.listed && !state.internal ? state.get() : null;
        if (digest != null) {
            state.listed = false;
            states.remove(digest);
        }
    }

    private void remember(FedDigests fed, DigestState state) {
        DigestState forgotten = fed.remember(state);
        if (forgotten != null && forgotten.open && forgotten.kind.habit() == DigestKind.Habit.LIGHT) {
            Object digest = forgotten.get();
            if (digest != null) {
                states.put(digest, forgotten);
            }
        }
    }

    /** The digest is part of something else from now on. */
    void internal(FedDigests fed, Object digest) {
        DigestState state = known(fed, digest);
        if (state == null) {
            states.put(digest, DigestState.internal(digest, DigestKinds.internal(digest)));
        } else {
            state.drop();
            state.internal = true;
            states.put(digest, state);
        }
    }

    /** Lets the clone go on as the original does, with an operation that began at the same time. */
    void copy(FedDigests fed, DigestState original, Object clone) {
        if (original.internal) {
            internal(fed, clone);
            return;
        }
        DigestState state = knownOrNew(fed, clone);
        list(clone, state);
        state.drop();
        state.claim.continueFrom(original.claim);
        state.singly = original.singly;
        state.heard = original.heard;
        state.startTicks = original.startTicks;
        state.unclaimed = original.unclaimed;
        state.said = original.said;
        state.open = original.open;
        if (original.started) {
            start(state);
        }
    }

    /**
     * Completes the operation of a digest that says its value; null when there is nothing to tell.
     *
     * @param anew whether the digest begins anew when it has said its value
     */
    @Nullable
    HashOperation finish(Traffic traffic, DigestState state, boolean anew) {
        state.catchUp(traffic);
        long bytes = state.length();
        if (!anew && bytes < state.said + state.said) {
            return null; // polled: told again only when as much as before has been added
        }
        Source source = state.unclaimed == 0 ? state.claim.settle(traffic) : null;
        OpenFile file = source == null ? null : source.file();
        boolean told = file != null || bytes >= minBytes;
        if (told && !state.started) {
            start(state);
        }
        HashOperation operation = told || !state.kind.habit().local() ? tally(state) : null;
        if (operation != null) {
            operation.complete(bytes, file, state.claim.isFromBeginning(), source != null && source.isEnded());
        }
        if (file != null) {
            state.claim.take();
        }
        state.close(anew ? 0 : bytes);
        if (anew) {
            unlist(state);
        }
        return operation;
    }

    /** Whether somebody wants the value of this hash. */
    boolean wantsValue(HashOperation operation) {
        return operation.file() != null
                && operation.whole
                && operation.state.kind.comparable()
                && operations.integrity() != null;
    }

    /** Ends an operation. */
    void end(HashOperation operation, @Nullable Object result, @Nullable Throwable thrown) {
        String path = operation.file();
        Integrity integrity = thrown == null && wantsValue(operation) ? operations.integrity() : null;
        byte[] value = integrity == null
                ? null
                : DigestValue.of(operation.state.get(), operation.into, operation.offset, result);
        operations.end(operation, thrown);
        if (integrity != null && value != null && path != null) {
            operation.state.giveAway();
            integrity.hashed(
                    operation,
                    PathText.absolute(path),
                    operation.inputSize(),
                    operation.state.kind.algorithm().name(),
                    value,
                    operation.openedEpochNanos);
        }
    }

    // One that was never started has no ids; it is counted and timed all the same.
    private HashOperation tally(DigestState state) {
        HashOperation operation = state.operation(minBytes);
        if (!state.started) {
            operation.startTicks = state.startTicks;
        }
        return operation;
    }

    private void start(DigestState state) {
        HashOperation operation = state.operation(minBytes);
        operations.startDetached(operation);
        // The engine's fields, set by exception: nobody else knows that this began before it had a place in a trace.
        if (state.startTicks != 0) {
            operation.startEpochNanos -= operation.startTicks - state.startTicks;
            operation.startTicks = state.startTicks;
        }
        state.started = true;
        state.ready = !state.kind.habit().nests();
    }
}
