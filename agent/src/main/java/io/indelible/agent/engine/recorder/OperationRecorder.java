package io.indelible.agent.engine.recorder;

import io.indelible.bridge.Guard;
import io.indelible.exporter.Signal;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.file.PathText;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way of one operation, from start to the ring.
 *
 * <p>Promised: when {@link #end} returns, the operation's span and events are in the spool's ring and survive the death of
 * the process, and its timer has counted it. Lost: what the ring had no room for, counted there; what a handler failed to
 * say, counted in {@link SuppressedErrors}. Application threads never wait here: no lock, no file, no socket.
 *
 * <p>Per operation this allocates nothing; the operation itself is its handler's one object.
 */
public final class OperationRecorder implements Operations {
    private static final long LAPSE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final byte RANDOM = 2;
    private static final byte SAMPLED = 1;

    private final HandOvers handOvers;
    private final EpochClock clock;
    private final Sampling sampling;
    private final Propagation propagation;
    private final Encoders encoders;
    private final Scopes scopes;
    private final RecordWriter spool;
    private final OperationTimers timers;
    private final Events events;
    private final SettingLookup settings;
    private final SpanCounts spans = new SpanCounts();
    private @Nullable Integrity integrity;

    /** Where the settings are looked up. */
    @FunctionalInterface
    public interface SettingLookup {
        /** The value of a property; null when it is not set. */
        @Nullable
        String get(String property);
    }

    /** A recorder composed of its parts. */
    public OperationRecorder(
            HandOvers handOvers,
            EpochClock clock,
            Sampling sampling,
            Propagation propagation,
            Scopes scopes,
            RecordWriter spool,
            OperationTimers timers,
            RecorderLimits limits,
            SettingLookup settings) {
        this.handOvers = handOvers;
        this.clock = clock;
        this.sampling = sampling;
        this.propagation = propagation;
        this.scopes = scopes;
        this.spool = spool;
        this.timers = timers;
        this.settings = settings;
        encoders = new Encoders(limits);
        events = new Events(encoders, scopes, spool, limits, PathText.hides(settings.get(PathText.SETTING)));
    }

    @Override
    public boolean start(Operation operation) {
        ThreadState state = state();
        if (enclosing(state, operation.family) != null) {
            return false;
        }
        begin(operation, living(state), state);
        makeCurrent(operation, state);
        return true;
    }

    @Override
    public void startRemote(Operation operation, @Nullable TraceContext remote) {
        ThreadState state = state();
        begin(operation, remote, state);
        makeCurrent(operation, state);
    }

    @Override
    public void startDetached(Operation operation) {
        ThreadState state = state();
        begin(operation, living(state), state);
    }

    @Override
    public @Nullable Operation enclosing(Family family) {
        return enclosing(state(), family);
    }

    @Override
    public @Nullable TraceContext current() {
        return state().current;
    }

    @Override
    public void attach(Operation operation) {
        if (!operation.current && !operation.ended) {
            makeCurrent(operation, state());
        }
    }

    @Override
    public void detach(Operation operation) {
        leave(operation, state());
    }

    @Override
    public void moveInto(Operation operation, TraceContext parent) {
        if (!operation.ended && !operation.shared) {
            inherit(operation, parent);
        }
    }

    @Override
    public void handOver(TraceContext context, Object task) {
        handOvers.put(task, context);
    }

    @Override
    public void end(Operation operation, @Nullable Throwable thrown) {
        end(operation, thrown, System.nanoTime());
    }

    @Override
    public void end(Operation operation, @Nullable Throwable thrown, long endTicks) {
        // Another thread may have ended it while it was still current here.
        leave(operation, state());
        if (operation.ended) {
            return;
        }
        operation.ended = true;
        operation.durationNanos = endTicks - operation.startTicks;
        try {
            String errorType = operation.errorType(thrown);
            timers.record(operation, errorType);
            if (operation.wantsSpan()) {
                spans.ended(operation);
                if (operation.sampled()) {
                    writeSpan(operation, errorType, thrown);
                    events.write(operation, errorType, thrown);
                }
            }
        } finally {
            // Contexts outlive operations: a chain of all that went before would grow for ever.
            operation.parent = null;
            operation.startedOn = null;
            operation.release();
        }
    }

    @Override
    public <C> void inject(TraceContext context, C carrier, FieldSetter<C> setter) {
        if (context instanceof Operation operation) {
            operation.shared = true;
        }
        propagation.inject(context, carrier, setter);
    }

    @Override
    public <C> @Nullable TraceContext extract(C carrier, FieldGetter<C> getter) {
        return propagation.extract(carrier, getter);
    }

    /** What has ended so far. */
    public SpanCounts spans() {
        return spans;
    }

    /** Says who wants to know about the content of files. Called once, before anything is recorded. */
    public void tell(Integrity observer) {
        integrity = observer;
    }

    @Override
    public @Nullable Integrity integrity() {
        return integrity;
    }

    @Override
    public @Nullable String setting(String property) {
        return settings.get(property);
    }

    private ThreadState state() {
        Guard guard = Guard.current();
        ThreadState state = ThreadState.of(guard, handOvers);
        Object unfinished = guard.unfinished;
        if (unfinished != null) {
            guard.unfinished = null;
            // Left current, it would enclose whatever this thread does from now on, and nothing of that were recorded.
            if (unfinished instanceof Operation operation) {
                leave(operation, state);
            }
        }
        return state;
    }

    private void begin(Operation operation, @Nullable TraceContext parent, ThreadState state) {
        operation.startedOn = state;
        operation.spanId = nonZero(ThreadLocalRandom.current());
        inherit(operation, parent);
        operation.startTicks = System.nanoTime();
        operation.startEpochNanos = clock.epochNanos(operation.startTicks);
    }

    private void inherit(Operation operation, @Nullable TraceContext parent) {
        operation.parent = parent;
        if (parent instanceof Operation around) {
            around.shared = true;
        }
        if (parent == null) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            operation.traceIdHigh = random.nextLong();
            operation.traceIdLow = nonZero(random);
            operation.flags = RANDOM;
        } else {
            operation.traceIdHigh = parent.traceIdHigh;
            operation.traceIdLow = parent.traceIdLow;
            operation.flags = (byte) (parent.flags & RANDOM);
            operation.baggage = parent.baggage;
        }
        if (sampling.samples(operation, parent)) {
            operation.flags |= SAMPLED;
        }
    }

    /**
     * The context of this thread, unless it is of an operation that ended long ago: a thread that was started inside a
     * request and lives on has nothing more to do with it.
     */
    private static @Nullable TraceContext living(ThreadState state) {
        TraceContext current = state.current;
        if (current instanceof Operation operation
                && operation.ended
                && System.nanoTime() - operation.startTicks - operation.durationNanos > LAPSE_NANOS) {
            state.current = null;
            return null;
        }
        return current;
    }

    private static long nonZero(ThreadLocalRandom random) {
        long id = random.nextLong();
        while (id == 0) {
            id = random.nextLong();
        }
        return id;
    }

    private static void makeCurrent(Operation operation, ThreadState state) {
        operation.previous = state.current;
        operation.current = true;
        state.current = operation;
    }

    /** Steps out of the operation, and of what was left open inside it, where it is current on this thread. */
    private static void leave(Operation operation, ThreadState state) {
        TraceContext at = state.current;
        while (at != null && at != operation) {
            at = at instanceof Operation inner ? inner.previous : null;
        }
        if (at == operation) {
            state.current = operation.previous;
            operation.previous = null;
            operation.current = false;
        }
    }

    private static @Nullable Operation enclosing(ThreadState state, Family family) {
        TraceContext at = state.current;
        while (at instanceof Operation operation) {
            if (operation.family == family && operation.current && !operation.ended) {
                return operation;
            }
            at = operation.previous;
        }
        return null;
    }

    private void writeSpan(Operation operation, @Nullable String errorType, @Nullable Throwable thrown) {
        RecordEncoder encoder = encoders.borrow();
        String message = thrown == null ? null : events.message(operation.family, thrown);
        encoder.span(operation, scopes.of(operation.family), errorType, message);
        spool.write(Signal.TRACES, encoder.array(), 0, encoder.length());
        encoders.giveBack(encoder);
    }
}
