package io.indelible.benchmarks.http;

import com.sun.net.httpserver.HttpServer;
import io.indelible.benchmarks.Jvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A request to a server in the same process, so one client span and one server span; bare and with the agent. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public abstract class LoopbackBenchmark {
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    /** A server that answers with nothing. */
    protected LoopbackBenchmark() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/items", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/items/1"))
                .build();
    }

    /** Without the agent. */
    public static class Bare extends LoopbackBenchmark {}

    /** With it. */
    @Fork(
            value = 2,
            jvmArgsAppend = {Jvm.AGENT, Jvm.DIRECTORY, Jvm.NO_EXPORT})
    public static class Watched extends LoopbackBenchmark {}

    /** Ends the server. */
    @TearDown
    public void close() {
        server.stop(0);
    }

    /** {@code HttpClient.send}. */
    @Benchmark
    public int send() throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
