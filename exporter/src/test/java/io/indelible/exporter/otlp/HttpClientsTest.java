package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpClientsTest {
    private static final long PATIENCE_SECONDS = 20;

    private final Set<Thread> own = ConcurrentHashMap.newKeySet();
    private volatile boolean failing;
    private final HttpClients clients = new HttpClients(this::run);

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void clientWhoseThreadHasDied_isReplaced() throws Exception {
        try (Collector collector = new Collector()) {
            HttpClient first = clients.of(endpoint(collector.uri()));
            assertThat(status(first, collector.uri())).isEqualTo(200);
            Thread killed = own.iterator().next();
            failing = true;
            CompletableFuture<?> lost = send(first, collector.uri());
            killed.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            failing = false;
            lost.cancel(true);

            HttpClient second = clients.of(endpoint(collector.uri()));

            assertThat(killed.isAlive()).isFalse();
            assertThat(second).isNotSameAs(first);
            assertThat(status(second, collector.uri())).isEqualTo(200);
            assertThat(clients.of(endpoint(collector.uri()))).isSameAs(second);
        }
    }

    @Test
    void outage_isNoReasonForAnotherClient() throws Exception {
        URI nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
        HttpClient first = clients.of(endpoint(nobody));

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> status(clients.of(endpoint(nobody)), nobody))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }

        assertThat(clients.of(endpoint(nobody))).isSameAs(first);
        assertThat(own).hasSize(1);
    }

    private void run(Runnable task) {
        Thread current = Thread.currentThread();
        if (current.getName().endsWith("-SelectorManager")) {
            own.add(current);
            if (failing) {
                throw new OutOfMemoryError("the client's thread has no memory");
            }
        }
        task.run();
    }

    private static int status(HttpClient client, URI uri) throws Exception {
        return send(client, uri).get(PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode();
    }

    private static CompletableFuture<HttpResponse<Void>> send(HttpClient client, URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding());
    }

    private static OtlpSettings.Endpoint endpoint(URI uri) {
        return new OtlpSettings.Endpoint(
                uri, OtlpProtocol.HTTP_PROTOBUF, Map.of(), false, 10_000, 5_000, TlsFiles.NONE);
    }
}
