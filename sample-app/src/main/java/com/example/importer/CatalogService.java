package com.example.importer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A catalog of imported files over HTTP: {@code POST /files} takes one in, {@code GET /items/{hash}} shows one.
 *
 * <p>It refuses names that contain {@code refused} and fails on those that contain {@code failing}, so that a caller can
 * see what it does with such answers.
 */
public final class CatalogService implements AutoCloseable {
    /** What the line begins with that tells where it listens. */
    static final String LISTENING = "listening on ";

    private final HttpServer server;
    private final ExecutorService callers = Executors.newFixedThreadPool(4);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final CatalogItems items;

    private CatalogService(HttpServer server, CatalogItems items) {
        this.server = server;
        this.items = items;
    }

    /**
     * Serves until it is stopped.
     *
     * @param args {@code --port N} (default: any free one), {@code --work DIR} (default: a new temporary folder),
     *     {@code --until-input-ends}: stops when standard input ends, which it does when the parent process dies
     */
    public static void main(String[] args) throws IOException, SQLException {
        int port = 0;
        Path work = null;
        boolean untilInputEnds = false;
        for (Iterator<String> words = List.of(args).iterator(); words.hasNext(); ) {
            switch (words.next()) {
                case "--port" -> port = Integer.parseInt(words.next());
                case "--work" -> work = Path.of(words.next());
                case "--until-input-ends" -> untilInputEnds = true;
                default -> throw new IllegalArgumentException("[--port N] [--work DIR] [--until-input-ends]");
            }
        }
        CatalogService service = start(port, work != null ? work : Files.createTempDirectory("catalog-"));
        System.out.println(LISTENING + service.address());
        if (untilInputEnds) {
            System.in.transferTo(OutputStream.nullOutputStream());
            service.close();
        }
    }

    /** Listens on the loopback address; port 0 takes any free one. */
    static CatalogService start(int port, Path work) throws IOException, SQLException {
        // Without it every answer waits some 40 ms for an acknowledgement that the caller delays.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        CatalogService service = new CatalogService(server, CatalogItems.open(work));
        server.setExecutor(service.callers);
        server.createContext("/files", exchange -> service.answer(exchange, service::takeIn));
        server.createContext("/items/", exchange -> service.answer(exchange, service::show));
        server.start();
        return service;
    }

    /** Where it listens. */
    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        callers.shutdown();
        workers.shutdown();
        items.close();
    }

    private record Answer(int status, String text) {}

    private interface Handler {
        Answer handle(HttpExchange exchange) throws IOException, SQLException;
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        Answer answer = guarded(exchange, handler);
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Answer guarded(HttpExchange exchange, Handler handler) {
        try {
            return handler.handle(exchange);
        } catch (IOException | SQLException | RuntimeException failure) {
            return new Answer(500, failure.toString());
        }
    }

    private Answer takeIn(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(405, "POST only");
        }
        Map<String, String> form = form(exchange.getRequestBody());
        String name = form.getOrDefault("name", "");
        String hash = form.getOrDefault("hash", "");
        if (name.isEmpty() || hash.isEmpty() || name.contains("refused")) {
            return new Answer(422, "not a name for a catalog");
        }
        if (name.contains("failing")) {
            throw new IllegalStateException("the catalog is out of order");
        }
        save(name, hash);
        exchange.getResponseHeaders().set("Location", "/items/" + hash);
        return new Answer(201, hash);
    }

    /** Both at once, on other threads than the one that answers. */
    private void save(String name, String hash) {
        CompletableFuture<Void> row = CompletableFuture.runAsync(() -> items.save(hash, name), workers);
        CompletableFuture<Void> line = CompletableFuture.runAsync(() -> items.note(hash, name), workers);
        try {
            CompletableFuture.allOf(row, line).join();
        } catch (CompletionException failure) {
            throw new IllegalStateException("not saved", failure.getCause());
        }
    }

    private Answer show(HttpExchange exchange) throws SQLException {
        String hash = exchange.getRequestURI().getPath().substring("/items/".length());
        String name = items.name(hash);
        return name == null ? new Answer(404, "no such item") : new Answer(200, name);
    }

    private static Map<String, String> form(InputStream body) throws IOException {
        Map<String, String> form = new HashMap<>();
        for (String field : new String(body.readAllBytes(), StandardCharsets.UTF_8).split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                String value = URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8);
                form.put(field.substring(0, equals), value);
            }
        }
        return form;
    }
}
