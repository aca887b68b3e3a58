package io.indelible.benchmarks.recorder;

import io.indelible.agent.engine.metrics.MicrometerTimers;
import io.indelible.agent.engine.recorder.OperationTimers;
import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.benchmarks.ClassPathEngine;
import io.indelible.benchmarks.CopyLike;
import io.indelible.benchmarks.Jvm;
import io.indelible.benchmarks.RingSpool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One operation on the calling thread, hop by hop: {@code encoded} is thrown away and timed by nobody, {@code timed} has
 * Micrometer's timer too, {@code kept} is in the ring when the call returns, as in the agent. {@link SdkSpanBenchmark} is
 * the same span by the OpenTelemetry SDK.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class RecorderBenchmark {
    static final int SPANS = 1000;

    /** The engine up to a hop. */
    @State(Scope.Benchmark)
    public abstract static class Hop {
        ClassPathEngine engine = ClassPathEngine.of((signal, bytes, offset, length) -> true, (operation, error) -> {});

        final void use(RecordWriter spool, OperationTimers timers) {
            engine = ClassPathEngine.of(spool, timers);
        }

        final void record() {
            CopyLike operation = new CopyLike();
            engine.operations.start(operation);
            engine.operations.end(operation, null);
        }
    }

    /** Ids, clock and encoding. */
    public static class Encoded extends Hop {}

    /** The same with timers. */
    public static class Timed extends Hop {
        /** Adds the timers. */
        @Setup
        public void open() {
            use((signal, bytes, offset, length) -> true, new MicrometerTimers());
        }
    }

    /** The same with the ring. */
    public static class Kept extends Hop {
        private final RingSpool spool = RingSpool.open();

        /** Adds the ring. */
        @Setup
        public void open() {
            use(spool, new MicrometerTimers());
        }

        /** Ends it. */
        @TearDown
        public void close() {
            spool.close();
        }
    }

    /** Empties the ring between invocations. */
    @State(Scope.Thread)
    public static class Drained {
        private int invocations;

        /** Now and then. */
        @Setup(Level.Invocation)
        public void drain(Kept kept) {
            if (invocations++ % 20 == 0) {
                kept.spool.drain();
            }
        }
    }

    /** One span, thrown away. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void encoded(Encoded hop) {
        record(hop);
    }

    /** One span, thrown away, and its timer. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void timed(Timed hop) {
        record(hop);
    }

    /** One span in the ring, and its timer. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    @Fork(
            value = 2,
            jvmArgsAppend = {Jvm.EXPORT, Jvm.OPEN})
    public void kept(Kept hop, Drained drained) {
        record(hop);
    }

    private static void record(Hop hop) {
        for (int i = 0; i < SPANS; i++) {
            hop.record();
        }
    }
}
