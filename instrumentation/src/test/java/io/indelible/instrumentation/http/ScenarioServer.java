package io.indelible.instrumentation.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The real server that the scenarios talk to. */
final class ScenarioServer implements AutoCloseable {
    /** The {@code traceparent} of each request that arrived, "none" without. */
    final List<String> received = new CopyOnWriteArrayList<>();

    /** Opens to let {@code /hang} answer. */
    final CountDownLatch released = new CountDownLatch(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ScenarioServer(HttpServer server) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ok", exchange -> answer(exchange, 200, "ok"));
        server.createContext("/missing", exchange -> answer(exchange, 404, "missing"));
        server.createContext("/broken", exchange -> answer(exchange, 500, "broken"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/ok");
            answer(exchange, 302, "");
        });
        server.createContext("/proxy", exchange -> answer(exchange, 200, ask(uri("/ok"))));
        server.createContext("/hang", exchange -> {
            await();
            answer(exchange, 200, "late");
        });
        server.createContext("/throws", exchange -> {
            throw new IllegalStateException("handler fails");
        });
        server.createContext("/late", exchange -> threads.execute(() -> late(exchange)));
        server.createContext(
                "/dropped",
                exchange -> threads.execute(() -> {
                    pause();
                    exchange.close();
                }));
        server.createContext("/filtered", exchange -> answer(exchange, 200, "filtered"))
                .getFilters()
                .add(Filter.beforeHandler("nothing", exchange -> {}));
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        String parent = exchange.getRequestHeaders().getFirst("traceparent");
        received.add(parent == null ? "none" : parent);
        try (exchange;
                InputStream request = exchange.getRequestBody()) {
            byte[] text = (body + new String(request.readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private void late(HttpExchange exchange) {
        pause();
        try {
            answer(exchange, 202, "late");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Long enough for the handler to have returned. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String ask(URI uri) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A URI where nothing listens. */
    static URI refusing() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + socket.getLocalPort() + "/");
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
