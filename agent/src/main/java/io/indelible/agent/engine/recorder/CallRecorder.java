package io.indelible.agent.engine.recorder;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.bridge.Recorder;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers the doorbell: finds the handler of a call by its number. Allocates nothing itself. */
public final class CallRecorder implements Recorder, Handlers {
    private static final CallHandler NO_CALL = new CallHandler() {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            return null;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {}
    };
    private static final NoteHandler NO_NOTE = (self, first) -> {};
    private static final ReplaceHandler NO_REPLACE = (self, value) -> value;

    private static final int DEEPEST = 64;

    private final CallHandler[] calls = new CallHandler[Call.COUNT];
    private final NoteHandler[] notes = new NoteHandler[Call.COUNT];
    private final ReplaceHandler[] replacements = new ReplaceHandler[Call.COUNT];
    private final HandOvers handOvers;
    private final SuppressedErrors errors;
    private final List<Upkeep> upkeep = new ArrayList<>();
    private final List<OpenOperations> open = new ArrayList<>();
    private @Nullable FileWatcher files;
    private @Nullable DigestWatcher digests;
    private @Nullable BodyWatcher bodies;

    /** A recorder that answers nothing yet. */
    public CallRecorder(HandOvers handOvers, SuppressedErrors errors) {
        this.handOvers = handOvers;
        this.errors = errors;
        for (int call = 0; call < Call.COUNT; call++) {
            calls[call] = NO_CALL;
            notes[call] = NO_NOTE;
            replacements[call] = NO_REPLACE;
        }
    }

    @Override
    public void onCall(int call, CallHandler handler) {
        calls[call] = handler;
    }

    @Override
    public void onNote(int call, NoteHandler handler) {
        notes[call] = handler;
    }

    @Override
    public void onReplace(int call, ReplaceHandler handler) {
        replacements[call] = handler;
    }

    @Override
    public void onFiles(FileWatcher watcher) {
        files = watcher;
    }

    @Override
    public void onDigests(DigestWatcher watcher) {
        digests = watcher;
    }

    @Override
    public void onBodies(BodyWatcher watcher) {
        bodies = watcher;
    }

    @Override
    public void onUpkeep(Upkeep work) {
        upkeep.add(work);
    }

    @Override
    public void onOpen(OpenOperations some) {
        open.add(some);
    }

    /** Shows every operation that is open now, some of them twice. On a thread of the engine, while others go on. */
    public void forEachOpen(Consumer<? super Operation> visitor) {
        ThreadState.ALL.forEach(state -> onThread(state, visitor));
        for (OpenOperations some : open) {
            try {
                some.forEach(visitor);
            } catch (RuntimeException changedMeanwhile) {
                // Seen again at the next look.
            }
        }
    }

    // What is read here another thread changes meanwhile: a chain may seem to have no end.
    private static void onThread(ThreadState state, Consumer<? super Operation> visitor) {
        TraceContext at = state.current;
        for (int depth = 0; depth < DEEPEST && at instanceof Operation operation; depth++) {
            visitor.accept(operation);
            at = operation.previous;
        }
    }

    /** Does all work between calls; on the engine's own thread. What one throws does not keep the others from theirs. */
    public void keepUp(boolean last) {
        ThreadState.ALL.sweep();
        for (Upkeep work : upkeep) {
            try {
                work.run(last);
            } catch (RuntimeException thrown) {
                errors.count(thrown);
            }
        }
    }

    @Override
    public @Nullable Object begin(
            Guard guard, int call, @Nullable Object self, @Nullable Object first, @Nullable Object second) {
        return calls[call].begin(self, first, second);
    }

    @Override
    public void end(Guard guard, int call, Object operation, @Nullable Object result, @Nullable Throwable thrown) {
        calls[call].end(operation, result, thrown);
    }

    @Override
    public void note(Guard guard, int call, @Nullable Object self, @Nullable Object first) {
        notes[call].note(self, first);
    }

    @Override
    public @Nullable Object replace(Guard guard, int call, @Nullable Object self, @Nullable Object value) {
        return replacements[call].replace(self, value);
    }

    @Override
    public void bytesRead(
            Guard guard,
            Object file,
            @Nullable String path,
            byte[] into,
            int offset,
            int count,
            @Nullable Throwable thrown) {
        if (files != null) {
            files.bytesRead(guard, file, path, into, offset, count, thrown);
        }
    }

    @Override
    public void bytesRead(
            Guard guard,
            Object file,
            @Nullable String path,
            ByteBuffer into,
            long position,
            int count,
            @Nullable Throwable thrown) {
        if (files != null) {
            files.bytesRead(guard, file, path, into, position, count, thrown);
        }
    }

    @Override
    public void byteRead(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        if (files != null) {
            files.byteRead(guard, file, path, value, thrown);
        }
    }

    @Override
    public void bytesWritten(
            Guard guard,
            Object file,
            @Nullable String path,
            byte[] from,
            int offset,
            int count,
            @Nullable Throwable thrown) {
        if (files != null) {
            files.bytesWritten(guard, file, path, from, offset, count, thrown);
        }
    }

    @Override
    public void bytesWritten(
            Guard guard,
            Object file,
            @Nullable String path,
            ByteBuffer from,
            long position,
            int count,
            @Nullable Throwable thrown) {
        if (files != null) {
            files.bytesWritten(guard, file, path, from, position, count, thrown);
        }
    }

    @Override
    public void byteWritten(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        if (files != null) {
            files.byteWritten(guard, file, path, value, thrown);
        }
    }

    @Override
    public void moved(Guard guard, Object file, long position) {
        if (files != null) {
            files.moved(guard, file, position);
        }
    }

    @Override
    public void bytesSent(Guard guard, Object body, byte[] from, int offset, int count) {
        if (bodies != null) {
            bodies.bytesSent(guard, body, from, offset, count);
        }
    }

    @Override
    public void byteSent(Guard guard, Object body, int value) {
        if (bodies != null) {
            bodies.byteSent(guard, body, value);
        }
    }

    @Override
    public void digested(Guard guard, Object digest, byte[] input, int offset, int length) {
        if (digests != null) {
            digests.digested(guard, digest, input, offset, length);
        }
    }

    @Override
    public void digested(Guard guard, Object digest, ByteBuffer input) {
        if (digests != null) {
            digests.digested(guard, digest, input);
        }
    }

    @Override
    public void digested(Guard guard, Object digest, byte input) {
        if (digests != null) {
            digests.digested(guard, digest, input);
        }
    }

    @Override
    public void handOver(Guard guard, Object task) {
        TraceContext current = ThreadState.currentOf(guard, handOvers);
        if (current != null && !onCarrierThread()) {
            handOvers.put(task, current);
        }
    }

    @Override
    public @Nullable Object enterTask(Guard guard, Object task, boolean worker) {
        TraceContext carried = handOvers.take(task);
        if (carried == null ? !worker || ThreadState.currentOf(guard, handOvers) == null : onCarrierThread()) {
            return null;
        }
        ThreadState state = ThreadState.of(guard, handOvers);
        Object before = state.current == null ? Outside.INSTANCE : state.current;
        state.current = carried;
        return before;
    }

    @Override
    public void leaveTask(Guard guard, Object token) {
        ThreadState.of(guard, handOvers).current = token instanceof TraceContext context ? context : null;
    }

    @Override
    public void suppressed(Throwable thrown) {
        errors.count(thrown);
    }

    /** What a carrier of virtual threads is in has nothing to do with what it carries. */
    private static boolean onCarrierThread() {
        return Thread.currentThread().getClass().getName().equals("jdk.internal.misc.CarrierThread");
    }

    /** The token of a thread that was outside of any context: null would mean that nothing is to be restored. */
    private enum Outside {
        INSTANCE
    }
}
