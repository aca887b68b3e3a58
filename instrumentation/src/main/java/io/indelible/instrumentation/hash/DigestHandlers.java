package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.Handlers;
import org.jspecify.annotations.Nullable;

/** Answers what ends, drops or doubles a hash. */
final class DigestHandlers {
    private DigestHandlers() {}

    private static @Nullable DigestState state(Digests digests, Reads reads, @Nullable Object digest) {
        return digest == null ? null : digests.known(reads, digest);
    }

    /** {@code digest()}: the operation is over. */
    record Finish(Digests digests) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            Reads reads = Reads.current();
            DigestState state = state(digests, reads, self);
            HashOperation operation = state == null ? null : state.takeOperation();
            if (state != null && operation != null) {
                operation.complete(state.claim.length(), state.claim.settle(reads));
            }
            return operation;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            digests.end((HashOperation) begun, thrown);
        }
    }

    /** {@code clone()}: two go on where one was. */
    record Clone(Digests digests) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            DigestState state = state(digests, Reads.current(), self);
            return state == null || state.operation == null ? null : state;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            DigestState original = (DigestState) begun;
            HashOperation operation = original.operation;
            if (result != null && operation != null) {
                digests.copy(original, operation, Reads.current(), result);
            }
        }
    }

    /** {@code reset()}: what was fed is forgotten. */
    record Reset(Digests digests) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            DigestState state = state(digests, Reads.current(), self);
            if (state != null) {
                state.takeOperation();
            }
        }
    }
}
