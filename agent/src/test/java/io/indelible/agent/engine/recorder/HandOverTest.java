package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Guard;
import io.indelible.exporter.AgentLog;
import io.indelible.instrumentation.TraceContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread that was started inside a context and has not met the engine since. */
class HandOverTest {
    private final HandOvers handOvers = new HandOvers();
    private final CallRecorder recorder = new CallRecorder(handOvers, new SuppressedErrors(AgentLog.SILENT));
    private final Guard guard = Guard.current();
    private final TraceContext inherited = new TraceContext();

    @BeforeEach
    @AfterEach
    void leaveTheThreadAsItWas() {
        guard.state = null;
    }

    @Test
    void freshThread_handsOnWhatItInherited() {
        handOvers.put(Thread.currentThread(), inherited);
        Object task = new Object();
        recorder.handOver(guard, task);
        assertThat(handOvers.take(task)).isSameAs(inherited);
    }

    @Test
    void freshWorker_runsWhatNobodyHandedOverOutsideOfAnyContext() {
        handOvers.put(Thread.currentThread(), inherited);
        recorder.enterTask(guard, new Object(), true);
        assertThat(current()).isNull();
    }

    @Test
    void freshThread_isWhereItWasAfterATask() {
        handOvers.put(Thread.currentThread(), inherited);
        Object token = Objects.requireNonNull(recorder.enterTask(guard, new Object(), true));
        recorder.leaveTask(guard, token);
        assertThat(current()).isSameAs(inherited);
    }

    private @Nullable TraceContext current() {
        return ThreadState.of(guard, handOvers).current;
    }
}
