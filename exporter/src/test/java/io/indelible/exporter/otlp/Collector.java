package io.indelible.exporter.otlp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An OTLP receiver that notes what it gets and answers as it is told; 200 when it is told nothing. */
public final class Collector implements Closeable {
    /** One answer. */
    public interface Answer {
        void to(HttpExchange exchange, byte[] body) throws IOException;
    }

    /** One request; the body is unpacked. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(String path, Headers headers, byte[] body) {}

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String scheme;
    private volatile Answer otherwise = status(200);

    /** Listens on a free port of this machine. */
    public Collector() throws IOException {
        this(HttpServer.create(anyPort(), 0), "http");
    }

    /** As the other, encrypted; {@code clients}: whether they must show a certificate. */
    Collector(SSLContext tls, boolean clients) throws IOException {
        this(secure(tls, clients), "https");
    }

    private Collector(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    Collector then(Answer answer) {
        answers.add(answer);
        return this;
    }

    public void always(Answer answer) {
        otherwise = answer;
    }

    public static Answer status(int status) {
        return (exchange, body) -> exchange.sendResponseHeaders(status, -1);
    }

    static Answer status(int status, String header, String value) {
        return (exchange, body) -> {
            exchange.getResponseHeaders().set(header, value);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static Answer protobuf(int status, byte[] message) {
        return (exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(status, message.length == 0 ? -1 : message.length);
            exchange.getResponseBody().write(message);
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static HttpServer secure(SSLContext tls, boolean clients) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(clients);
                parameters.setSSLParameters(wanted);
            }
        });
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = unpack(body);
            }
            requests.add(new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            Answer answer = answers.poll();
            (answer == null ? otherwise : answer).to(exchange, body);
        }
    }

    private static byte[] unpack(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }
}
