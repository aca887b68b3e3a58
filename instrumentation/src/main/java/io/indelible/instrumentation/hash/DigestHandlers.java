package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.content.Source;
import io.indelible.instrumentation.file.content.Traffic;
import org.jspecify.annotations.Nullable;

/** Answers what ends, drops or doubles a hash. */
final class DigestHandlers {
    private DigestHandlers() {}

    private static @Nullable DigestState state(Digests digests, Traffic traffic, @Nullable Object digest) {
        return digest == null ? null : digests.known(traffic, digest);
    }

    /** {@code digest()}: the operation is over. */
    record Finish(Digests digests) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            Traffic traffic = Traffic.current();
            DigestState state = state(digests, traffic, self);
            HashOperation operation = state == null ? null : state.takeOperation();
            if (state != null && operation != null) {
                Source source = state.claim.settle(traffic);
                operation.complete(state.claim.length(), source == null ? null : source.file());
                if (source != null) {
                    state.claim.take();
                }
                state.claim.clear();
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
            DigestState state = state(digests, Traffic.current(), self);
            return state == null || state.operation == null ? null : state;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            DigestState original = (DigestState) begun;
            HashOperation operation = original.operation;
            if (result != null && operation != null) {
                digests.copy(original, operation, Traffic.current(), result);
            }
        }
    }

    /** {@code reset()}: what was fed is forgotten. */
    record Reset(Digests digests) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            DigestState state = state(digests, Traffic.current(), self);
            if (state != null) {
                state.takeOperation();
                state.claim.clear();
            }
        }
    }
}
