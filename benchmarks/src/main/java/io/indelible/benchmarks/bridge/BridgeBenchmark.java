package io.indelible.benchmarks.bridge;

import io.indelible.benchmarks.ClassPathEngine;
import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a call pays when the doorbell rings and nobody has anything to say. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(Scope.Thread)
public class BridgeBenchmark {
    /** The guard of the thread: the one thread-local look-up that every call pays. */
    @Benchmark
    public Guard guard() {
        return Guard.current();
    }

    /** Before the engine is there, and after it went. */
    @Benchmark
    public @Nullable Object noEngine() {
        Object begun = Bridge.begin(Call.FILES_COPY, null, this, this);
        Bridge.end(Call.FILES_COPY, begun, null, null);
        return begun;
    }

    /** The engine is there, the instrumentation is switched off. */
    @Benchmark
    public @Nullable Object noHandler(Listening listening) {
        Object begun = Bridge.begin(Call.FILES_COPY, null, this, this);
        Bridge.end(Call.FILES_COPY, begun, null, null);
        return begun;
    }

    /** An engine without instrumentations. */
    @State(Scope.Benchmark)
    public static class Listening {
        /** Installs it. */
        @Setup
        public void install() {
            ClassPathEngine.of((signal, bytes, offset, length) -> true, (operation, errorType) -> {})
                    .answer();
        }
    }
}
