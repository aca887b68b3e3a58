package io.indelible.benchmarks.compare;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Takes whatever an agent sends, on loopback only: counts bytes, and the traces of which anything came. */
final class Receiver implements AutoCloseable {
    private static final int UNAVAILABLE = 503;

    private final AtomicLong bytes = new AtomicLong();
    private final TraceIds traces = new TraceIds();
    private final HttpServer server;
    private final ExecutorService threads;
    private volatile boolean away;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        threads = Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "receiver");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    long bytes() {
        return bytes.get();
    }

    long traces() {
        return traces.count();
    }

    /** Whether it answers everything with 503 from now on, and takes nothing. */
    void away(boolean isAway) {
        away = isAway;
    }

    void reset() {
        bytes.set(0);
        traces.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (away) {
            exchange.sendResponseHeaders(UNAVAILABLE, -1);
            exchange.close();
            return;
        }
        bytes.addAndGet(body.length);
        try {
            count(exchange, body);
        } catch (IOException | RuntimeException unreadable) {
            System.err.println(exchange.getRequestURI() + ": " + unreadable);
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

    private void count(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath().toLowerCase(Locale.ROOT);
        if (path.endsWith("/v1/traces")) {
            traces.addOtlp(unpacked(exchange, body));
        } else if (path.startsWith("/intake/")) {
            traces.addJson(unpacked(exchange, body));
        } else {
            String count = exchange.getRequestHeaders().getFirst("X-Datadog-Trace-Count");
            traces.add(count == null ? 0 : Long.parseLong(count));
        }
    }

    private static byte[] unpacked(HttpExchange exchange, byte[] body) throws IOException {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        if (encoding == null) {
            return body;
        }
        InputStream packed = new ByteArrayInputStream(body);
        try (InputStream in = encoding.equals("gzip") ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
            return in.readAllBytes();
        }
    }
}
