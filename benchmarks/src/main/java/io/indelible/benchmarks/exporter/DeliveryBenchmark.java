package io.indelible.benchmarks.exporter;

import com.sun.net.httpserver.HttpServer;
import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.benchmarks.ClassPathEngine;
import io.indelible.benchmarks.CopyLike;
import io.indelible.benchmarks.Jvm;
import io.indelible.benchmarks.RingSpool;
import io.indelible.benchmarks.ScratchFolder;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.ExportLoop;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.file.FileExporter;
import io.indelible.exporter.file.FileSettings;
import io.indelible.exporter.otlp.OtlpExporter;
import io.indelible.exporter.otlp.OtlpRequest;
import io.indelible.exporter.otlp.OtlpSettings;
import io.indelible.exporter.otlp.ProtoWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A full spool on its way to a destination by the loop that delivers in every process, one thread: read from disk, checked, parsed,
 * and {@code framed} as OTLP requests that nobody gets, {@code sent} to a server on loopback, or {@code stored}. Nanoseconds per span;
 * says how many bytes a span has.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 10)
@Fork(
        value = 1,
        jvmArgsAppend = {Jvm.EXPORT, Jvm.OPEN})
@State(Scope.Thread)
@NullUnmarked // set up before it is used
public class DeliveryBenchmark {
    private static final int SPANS = 200_000;
    private static final long ROOM = 512L << 20;
    private static final int FEW = 10_000;

    /** Where to. */
    @Param({"framed", "sent", "stored"})
    public String destination = "framed";

    private final Path folder = ScratchFolder.create();
    private final HttpServer server;
    private Exporter exporter;
    private RingSpool spool;
    private ExportLoop loop;
    private long bytes;

    /** Starts the server that takes everything. */
    public DeliveryBenchmark() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    /** Opens the destination. */
    @Setup
    public void open() throws IOException {
        exporter = switch (destination) {
            case "sent" -> new OtlpExporter(otlp(), UnaryOperator.identity(), AgentLog.SILENT);
            case "stored" -> new FileExporter(FileSettings.of(folder, 256 << 20, 3_600_000), AgentLog.SILENT);
            default -> new Framed();
        };
    }

    private OtlpSettings otlp() {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return OtlpSettings.of(base, Map.of(), false, 10_000, "0.1.0");
    }

    /** Fills the spool. */
    @Setup(Level.Iteration)
    public void fill() {
        spool = RingSpool.open(ROOM);
        bytes = 0;
        RecordWriter writer = this::keep;
        ClassPathEngine engine = ClassPathEngine.of(writer, (operation, errorType) -> {});
        for (int i = 0; i < SPANS; i++) {
            CopyLike operation = new CopyLike();
            engine.operations.start(operation);
            engine.operations.end(operation, null);
            if (i % FEW == 0) {
                spool.drain();
            }
        }
        spool.drain();
        loop = new ExportLoop(List.of(exporter), 0, AgentLog.SILENT);
        loop.add(spool.source());
    }

    private boolean keep(Signal signal, byte[] record, int offset, int length) {
        bytes += length;
        return spool.write(signal, record, offset, length);
    }

    /** Empties what is left, and deletes it. */
    @TearDown(Level.Iteration)
    public void empty() {
        if (loop.health().get(0).exported(Signal.TRACES) < SPANS) {
            throw new IllegalStateException("not all was delivered");
        }
        spool.close();
    }

    /** Ends all. */
    @TearDown
    public void close() {
        System.out.println("a record has " + bytes / SPANS + " bytes");
        exporter.close();
        server.stop(0);
        ScratchFolder.delete(folder);
    }

    /** The whole way. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void deliver() throws InterruptedException {
        while (loop.pass() || !loop.drained()) {
            // until there is nothing more
        }
    }

    /** Makes requests and forgets them. */
    private static final class Framed implements Exporter {
        private final ProtoWriter request = new ProtoWriter(1 << 20);

        @Override
        public String name() {
            return "framed";
        }

        @Override
        public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records) {
            request.reset();
            new OtlpRequest(resource, records).writeTo(request);
            return Outcome.ACCEPTED;
        }

        @Override
        public void close() {}
    }
}
