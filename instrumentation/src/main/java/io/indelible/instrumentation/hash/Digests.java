package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.file.content.Traffic;
import java.security.MessageDigest;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/** All digests that were ever fed, and the operations in them. */
final class Digests {
    /** Below this many bytes a hash of no file counts in metrics only. */
    static final String MIN_BYTES = "indelible.hash.min-bytes";

    private static final long DEFAULT_MIN_BYTES = 4096;

    private final Operations operations;
    private final long minBytes;
    private final WeakIdentityMap<Object, DigestState> states;

    Digests(Operations operations, WeakIdentityMap<Object, DigestState> states) {
        this.operations = operations;
        this.states = states;
        minBytes = minBytes(operations.setting(MIN_BYTES));
    }

    /** The digest, which is about to be fed: with an operation in progress. Null when it is no message digest. */
    @Nullable
    DigestState feeding(Traffic traffic, Object digest) {
        DigestState state = known(traffic, digest);
        if (state == null) {
            state = add(traffic, digest);
        }
        if (state != null && state.operation == null) {
            state.claim.clear();
            state.operation = start(state);
        }
        return state;
    }

    /** What is known of the digest; null when it was never fed. */
    @Nullable
    DigestState known(Traffic traffic, Object digest) {
        DigestState state = FedDigests.of(traffic).find(digest);
        if (state == null) {
            state = states.get(digest);
            if (state != null) {
                FedDigests.of(traffic).remember(state);
            }
        }
        return state;
    }

    /** Lets the clone go on as the original does, with an operation that began at the same time. */
    void copy(DigestState original, HashOperation operation, Traffic traffic, Object clone) {
        DigestState state = add(traffic, clone);
        if (state != null) {
            HashOperation copy = start(state);
            // The engine's fields, set by exception: nobody else knows that this began before it existed.
            copy.startEpochNanos = operation.startEpochNanos;
            copy.startTicks = operation.startTicks;
            state.claim.continueFrom(original.claim);
            state.operation = copy;
        }
    }

    /** Ends an operation. */
    void end(HashOperation operation, @Nullable Throwable thrown) {
        operations.end(operation, thrown);
    }

    private HashOperation start(DigestState state) {
        HashOperation operation = new HashOperation(state.algorithm, state.provider, minBytes);
        operations.startDetached(operation);
        return operation;
    }

    private @Nullable DigestState add(Traffic traffic, Object object) {
        if (!(object instanceof MessageDigest digest)) {
            return null;
        }
        Provider provider = digest.getProvider();
        String algorithm = digest.getAlgorithm();
        DigestState state = new DigestState(
                digest,
                Algorithm.named(algorithm == null ? "" : algorithm),
                provider == null ? null : provider.getName());
        states.put(digest, state);
        FedDigests.of(traffic).remember(state);
        return state;
    }

    private static long minBytes(@Nullable String setting) {
        try {
            return setting == null ? DEFAULT_MIN_BYTES : Long.parseLong(setting.trim());
        } catch (NumberFormatException bad) {
            return DEFAULT_MIN_BYTES;
        }
    }
}
