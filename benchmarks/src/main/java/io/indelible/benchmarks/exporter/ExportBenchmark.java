package io.indelible.benchmarks.exporter;

import io.indelible.benchmarks.ClassPathEngine;
import io.indelible.benchmarks.CopyLike;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.file.FileExporter;
import io.indelible.exporter.file.FileSettings;
import io.indelible.exporter.otlp.OtlpRequest;
import io.indelible.exporter.otlp.ProtoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A batch of spans on the export thread, nanoseconds per span: framed for OTLP, and written to the local store. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(Scope.Thread)
public class ExportBenchmark {
    private static final int BATCH = 512;
    private static final byte[] RESOURCE = {};

    private final List<SpoolRecord> records = new ArrayList<>();
    private final ProtoWriter request = new ProtoWriter(1 << 20);
    private final FileExporter store;

    /** A store below the temporary directory. */
    public ExportBenchmark() {
        try {
            store = new FileExporter(
                    FileSettings.of(Files.createTempDirectory("indelible-benchmark"), 256 << 20, 3_600_000),
                    AgentLog.SILENT);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A batch as the recorder makes it. */
    @Setup
    public void record() {
        ClassPathEngine engine = ClassPathEngine.of(this::keep, (operation, errorType) -> {});
        for (int i = 0; i < BATCH; i++) {
            CopyLike operation = new CopyLike();
            engine.operations.start(operation);
            engine.operations.end(operation, null);
        }
    }

    private boolean keep(Signal signal, byte[] bytes, int offset, int length) {
        return records.add(SpoolRecord.parse(Arrays.copyOfRange(bytes, offset, offset + length), 0, length));
    }

    /** Ends the store. */
    @TearDown
    public void close() {
        store.close();
    }

    /** The request that is sent to a collector. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int otlpRequest() {
        request.reset();
        new OtlpRequest(RESOURCE, records).writeTo(request);
        return request.length();
    }

    /** OTLP JSON lines, forced to disk. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Outcome store() {
        return store.export(Signal.TRACES, RESOURCE, "benchmark", records);
    }
}
