package io.indelible.benchmarks;

import io.indelible.agent.engine.recorder.CallRecorder;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.agent.engine.recorder.HandOvers;
import io.indelible.agent.engine.recorder.OperationRecorder;
import io.indelible.agent.engine.recorder.OperationTimers;
import io.indelible.agent.engine.recorder.Propagation;
import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.agent.engine.recorder.RecorderLimits;
import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.agent.engine.recorder.Sampling;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.agent.engine.recorder.SuppressedErrors;
import io.indelible.bridge.Bridge;
import io.indelible.exporter.AgentLog;
import io.indelible.instrumentation.Instrumentation;
import java.util.List;

/**
 * The engine as {@code Engine} composes it, but on the class path and without advice: a benchmark rings the bridge itself,
 * and one hop after the other can be left out.
 */
public final class ClassPathEngine {
    /** What handlers see. */
    public final OperationRecorder operations;

    private final SuppressedErrors errors = new SuppressedErrors(AgentLog.SILENT);
    private final CallRecorder calls;

    private ClassPathEngine(RecordWriter spool, OperationTimers timers) {
        HandOvers handOvers = new HandOvers();
        operations = new OperationRecorder(
                handOvers,
                new EpochClock(),
                Sampling.PARENT_BASED_ALWAYS_ON,
                new Propagation(List.of("tracecontext", "baggage")),
                new Scopes("0.1.0"),
                spool,
                timers,
                new RecorderLimits(16_384, 128, Long.MAX_VALUE, ExceptionMessages.SAFE),
                property -> null);
        calls = new CallRecorder(handOvers, errors);
    }

    /** An engine that writes there and counts so. */
    public static ClassPathEngine of(RecordWriter spool, OperationTimers timers) {
        return new ClassPathEngine(spool, timers);
    }

    /** Answers the doorbell of this JVM with these instrumentations' handlers. */
    public ClassPathEngine answer(Instrumentation... instrumentations) {
        for (Instrumentation instrumentation : instrumentations) {
            instrumentation.install(operations, calls);
        }
        Bridge.install(calls);
        return this;
    }

    /**
     * Checks that what was measured was the work and not its failing.
     *
     * @throws IllegalStateException when an instrumentation failed
     */
    public void check() {
        if (errors.total() > 0) {
            throw new IllegalStateException(errors.total() + " errors were suppressed");
        }
    }
}
