package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.content.Traffic;
import org.jspecify.annotations.Nullable;

/** Answers what ends, drops or doubles a hash. */
final class DigestHandlers {
    private DigestHandlers() {}

    /**
     * A digest says its value: the operation is over.
     *
     * @param anew whether the digest begins anew after that
     */
    record Finish(Digests digests, boolean anew) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            Traffic traffic = Traffic.current();
            FedDigests fed = FedDigests.of(traffic);
            DigestState state = self == null ? null : digests.known(fed, self);
            if (state == null || !state.open) {
                return null;
            }
            if (fed.isInsideOther(state)) {
                state.drop(); // a part of that other
                return null;
            }
            fed.leaveAll();
            HashOperation operation = digests.finish(traffic, state, anew);
            if (operation != null) {
                fed.enter(state);
                if (first != null && digests.wantsValue(operation)) {
                    operation.into = first;
                    operation.offset = second;
                }
            }
            return operation;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            FedDigests.of(Traffic.current()).leave();
            digests.end((HashOperation) begun, result, thrown);
        }
    }

    /** {@code clone()}: two go on where one was. */
    record Clone(Digests digests) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            Traffic traffic = Traffic.current();
            DigestState state = self == null ? null : digests.known(FedDigests.of(traffic), self);
            if (state == null || !(state.open || state.internal)) {
                return null;
            }
            state.catchUp(traffic);
            return state;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            if (result != null) {
                digests.copy(FedDigests.of(Traffic.current()), (DigestState) begun, result);
            }
        }
    }

    /** A digest has been made, or set back, to go on as another does. */
    record Copied(Digests digests) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object original, @Nullable Object copy) {
            Traffic traffic = Traffic.current();
            FedDigests fed = FedDigests.of(traffic);
            DigestState from = original == null ? null : digests.known(fed, original);
            if (copy == null || original == copy) {
                return;
            }
            if (from != null && (from.open || from.internal)) {
                from.catchUp(traffic);
                digests.copy(fed, from, copy);
            } else {
                drop(digests.known(fed, copy));
            }
        }
    }

    /** {@code reset()}: what was fed is forgotten. */
    record Reset(Digests digests) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            if (self != null) {
                drop(digests.known(FedDigests.of(Traffic.current()), self));
            }
        }
    }

    /** A digest is part of something else. */
    record Internal(Digests digests) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            if (self != null) {
                digests.internal(FedDigests.of(Traffic.current()), self);
            }
        }
    }

    /** A digest has filled a block with single bytes. */
    record Block(Digests digests) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object engine, @Nullable Object first) {
            if (engine != null) {
                digests.block(Traffic.current(), engine);
            }
        }
    }

    /** A call that feeds a digest, and may feed others, has returned. */
    record Fed() implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            FedDigests.of(Traffic.current()).leave();
        }
    }

    /** A digest is fed what is no bytes. */
    record Stray(Digests digests) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            if (self != null && first instanceof Integer count) {
                DigestState state = digests.feeding(Traffic.current(), self, count);
                if (state != null) {
                    state.unclaimed += count;
                }
            }
        }
    }

    /** A hash of one array in one call is done. */
    record OneShot(Digests digests) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            Traffic traffic = Traffic.current();
            FedDigests fed = FedDigests.of(traffic);
            fed.leave();
            DigestState state = self == null || fed.isInside() ? null : digests.known(fed, self);
            HashOperation operation = state == null || !state.open ? null : digests.finish(traffic, state, true);
            if (operation != null) {
                digests.end(operation, null, null);
            }
        }
    }

    /** Something that digests for itself, such as a class loader that checks what it loads. */
    record Suspended() implements Handlers.CallHandler {
        @Override
        public Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            // Kept by nobody but the call that is open: should its end be missed, the next collection makes up for it.
            Object token = new Object();
            FedDigests.of(Traffic.current()).enter(DigestState.internal(token, DigestKinds.internal(token)));
            return token;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            FedDigests.of(Traffic.current()).leave();
        }
    }

    private static void drop(@Nullable DigestState state) {
        if (state != null) {
            state.drop();
        }
    }
}
