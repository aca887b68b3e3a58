package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.indelible.test.Store.Span;
import io.indelible.test.app.SecureUploads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file that is sent through TLS: where it is read it is not yet encrypted, and is told as if there were none. */
final class SecureUploadIT {
    private static final int SIZE = 300_000;
    private static final List<String> WAYS = List.of("/chunked", "/fixed", "/collected", "/client");

    @TempDir
    private Path folder;

    private final byte[] content = new byte[SIZE];
    private final Map<String, String> parents = new ConcurrentHashMap<>();
    private Certificates certificates;
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        new Random(1).nextBytes(content);
        certificates = new Certificates(folder.resolve("certificates"));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean intact = Arrays.equals(exchange.getRequestBody().readAllBytes(), content);
        parents.put(
                exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
        exchange.sendResponseHeaders(intact ? 204 : 400, -1);
        exchange.close();
    }

    @OnEveryJdk
    void fileThatIsSent_isAReadBelowItsRequest(Jdk jdk) throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), content);
        new ForkedJvm(jdk, folder)
                .property("javax.net.ssl.trustStore", certificates.trustStore().toString())
                .property("javax.net.ssl.trustStorePassword", Certificates.STORE_PASSWORD)
                .app(SecureUploads.class, uri("/").toString(), file.toString())
                .run()
                .ok();
        List<Span> spans = Store.complete(folder, "test").spans();

        Map<String, Span> requests = spans.stream()
                .filter(span -> span.kind() == 3)
                .collect(Collectors.toMap(span -> span.text("url.full"), Function.identity()));
        assertThat(requests).containsOnlyKeys(WAYS.stream().map(this::uri).toList());
        assertThat(spans).hasSize(2 * WAYS.size());
        for (String way : WAYS) {
            Span request = requests.get(uri(way));
            assertThat(request.name()).isEqualTo("PUT");
            assertThat(request.parentSpanId()).isEmpty();
            assertThat(request.number("http.response.status_code")).isEqualTo(204);
            assertThat(parents.get(way)).contains(request.traceId() + "-" + request.spanId());
            assertThat(spans.stream().filter(span -> span.parentSpanId().equals(request.spanId())))
                    .as(way)
                    .singleElement()
                    .satisfies(read -> assertRead(read, request, file));
        }
    }

    private static void assertRead(Span read, Span request, Path file) {
        assertThat(read.name()).isEqualTo("file read");
        assertThat(read.traceId()).isEqualTo(request.traceId());
        assertThat(read.text("file.path")).isEqualTo(file.toString());
        assertThat(read.number("indelible.file.read.size")).isEqualTo(SIZE);
        assertThat(read.error()).isFalse();
    }

    private String uri(String path) {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + path)
                .toString();
    }
}
