package io.indelible.benchmarks.jdbc;

import io.indelible.benchmarks.ClassPathEngine;
import io.indelible.bridge.Bridge;
import io.indelible.bridge.Call;
import io.indelible.instrumentation.jdbc.JdbcInstrumentation;
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

/** One execution of a text, without the database: known texts are looked up, new ones are read and masked. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(Scope.Thread)
public class SqlBenchmark {
    private static final String TEXT =
            "select o.id, o.name, c.city from orders o join customers c on c.id = o.customer "
                    + "where o.state = 'open' and c.country in ('DE', 'FR', 'IT') and o.total > 100.50 and o.id = ";

    private final Object statement = new Object();
    private final String known = TEXT + 0;
    private int next;

    /** Answers the doorbell. */
    @Setup
    public void answer() {
        ClassPathEngine.of((signal, bytes, offset, length) -> true, (operation, errorType) -> {})
                .answer(new JdbcInstrumentation());
    }

    /** A text that was seen before. */
    @Benchmark
    public @Nullable Object known() {
        return execute(known);
    }

    /** A text that nobody has seen: it is scanned, masked and summed up. Its making is measured too. */
    @Benchmark
    public @Nullable Object unseen() {
        return execute(TEXT + ++next);
    }

    private @Nullable Object execute(String text) {
        Object begun = Bridge.begin(Call.JDBC_EXECUTE_TEXT, statement, text, null);
        Bridge.end(Call.JDBC_EXECUTE_TEXT, begun, null, null);
        return begun;
    }
}
