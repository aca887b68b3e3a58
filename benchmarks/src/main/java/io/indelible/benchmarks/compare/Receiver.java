package io.indelible.benchmarks.compare;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Takes whatever an agent sends, on loopback only: counts bytes, and the spans of OTLP requests. */
final class Receiver implements AutoCloseable {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong spans = new AtomicLong();
    private final HttpServer server;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    long bytes() {
        return bytes.get();
    }

    long spans() {
        return spans.get();
    }

    void reset() {
        bytes.set(0);
        spans.set(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        bytes.addAndGet(body.length);
        if (exchange.getRequestURI().getPath().endsWith("/v1/traces")) {
            spans.addAndGet(SpanCount.of(body));
        }
        byte[] answer = exchange.getRequestURI().getPath().contains("/v0.")
                ? "{}".getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        if (answer.length > 0) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }
}
