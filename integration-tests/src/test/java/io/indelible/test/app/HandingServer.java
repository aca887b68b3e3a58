package io.indelible.test.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/**
 * A server that has other threads do its work. {@code /<way>?id=N} copies a file to {@code <way>.N.<piece>} in that way;
 * {@code /send?id=N}, {@code /send-async} and {@code /connection} ask {@code /leaf?id=N} of the same server, which
 * answers with the {@code traceparent} that came. When its input ends it does the same work outside of any request, to
 * {@code <way>.later.<piece>}. Argument: a folder of its own. Says first the ways, then the port.
 */
public final class HandingServer {
    private final Handing handing = new Handing();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Path source;
    private final HttpServer server;

    private HandingServer(Path folder) throws IOException {
        this.folder = folder;
        source = Files.writeString(folder.resolve("source"), "content");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        for (String way : handing.names()) {
            server.createContext("/" + way, exchange -> answer(exchange, () -> copy(way, id(exchange))));
        }
        server.createContext("/send", exchange -> answer(exchange, () -> send(exchange)));
        server.createContext("/send-async", exchange -> answer(exchange, () -> sendAsync(exchange)));
        server.createContext("/connection", exchange -> answer(exchange, () -> connect(exchange)));
        server.createContext(
                "/leaf",
                exchange -> answer(
                        exchange,
                        () -> String.valueOf(exchange.getRequestHeaders().getFirst("traceparent"))));
    }

    public static void main(String[] args) throws Exception {
        new HandingServer(Files.createDirectories(Path.of(args[0]))).serve();
        System.exit(0);
    }

    private void serve() throws Exception {
        server.start();
        System.out.println(String.join(" ", handing.names()));
        System.out.println(server.getAddress().getPort());
        System.in.transferTo(OutputStream.nullOutputStream());
        for (String way : handing.names()) {
            copy(way, "later");
        }
    }

    private interface Answer {
        String get() throws Exception;
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        int status = 200;
        String text;
        try {
            text = answer.get();
        } catch (Exception failure) {
            status = 500;
            text = failure.toString();
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String copy(String way, String id) throws Exception {
        handing.hand(way, piece -> Files.copy(source, folder.resolve(way + "." + id + "." + piece)));
        return "done";
    }

    private String send(HttpExchange exchange) throws Exception {
        return client.send(request(exchange), BodyHandlers.ofString()).body();
    }

    private String sendAsync(HttpExchange exchange) throws Exception {
        return client.sendAsync(request(exchange), BodyHandlers.ofString())
                .get()
                .body();
    }

    private String connect(HttpExchange exchange) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) leaf(exchange).toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpRequest request(HttpExchange exchange) {
        return HttpRequest.newBuilder(leaf(exchange)).build();
    }

    private URI leaf(HttpExchange exchange) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/leaf?id=" + id(exchange));
    }

    private static String id(HttpExchange exchange) {
        return exchange.getRequestURI().getQuery().substring("id=".length());
    }
}
