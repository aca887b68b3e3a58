package io.indelible.benchmarks.jdbc;

import io.indelible.benchmarks.Jvm;
import io.indelible.benchmarks.Pace;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A query of one row by its key in H2's memory, bare and with the agent attached, in one run. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(Scope.Thread)
public abstract class QueryBenchmark {
    private final Connection connection;
    private final PreparedStatement prepared;
    private final Statement statement;

    /** A table of one row. */
    protected QueryBenchmark() {
        try {
            connection = DriverManager.getConnection("jdbc:h2:mem:");
            statement = connection.createStatement();
            statement.execute("create table orders(id int primary key, name varchar)");
            statement.execute("insert into orders values (1, 'one')");
            prepared = connection.prepareStatement("select name from orders where id = ?");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the agent. */
    public static class Bare extends QueryBenchmark {}

    /** With it. */
    @Fork(
            value = 2,
            jvmArgsAppend = {Jvm.AGENT, Jvm.DIRECTORY, Jvm.NO_EXPORT})
    public static class Watched extends QueryBenchmark {}

    /** Ends the database. */
    @TearDown
    public void close() throws SQLException {
        connection.close();
    }

    /** Of a prepared statement. */
    @Benchmark
    @OperationsPerInvocation(Pace.BURST)
    public void prepared(Pace pace, Blackhole rowSeen) throws SQLException {
        for (int i = 0; i < Pace.BURST; i++) {
            prepared.setInt(1, 1);
            try (ResultSet rows = prepared.executeQuery()) {
                rowSeen.consume(rows.next());
            }
        }
    }

    /** Of a text that was seen before. */
    @Benchmark
    @OperationsPerInvocation(Pace.BURST)
    public void text(Pace pace, Blackhole rowSeen) throws SQLException {
        for (int i = 0; i < Pace.BURST; i++) {
            try (ResultSet rows = statement.executeQuery("select name from orders where id = 1")) {
                rowSeen.consume(rows.next());
            }
        }
    }
}
