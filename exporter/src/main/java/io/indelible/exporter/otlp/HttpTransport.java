package io.indelible.exporter.otlp;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** OTLP over HTTP, in protobuf or JSON, by the client of the JDK, which knows the JVM's proxy settings. */
final class HttpTransport implements OtlpTransport {
    // Beside the client's own, which waits for the network. Nothing that runs on it blocks, but to ask for an address.
    private static final int THREADS = 1;

    private final String userAgent;
    private final InstantSource clock;
    private final AgentLog log;
    private final OtlpThreads threads;
    private final HttpClients clients;
    private final Set<String> unusable = new HashSet<>();
    private final OtlpJson json = new OtlpJson();

    HttpTransport(String userAgent, UnaryOperator<Runnable> guarded, InstantSource clock, AgentLog log) {
        this.userAgent = userAgent;
        this.clock = clock;
        this.log = log;
        threads = new OtlpThreads(THREADS, guarded);
        clients = new HttpClients(threads);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what comes after the answer has no answer of its own
    public CompletableFuture<OtlpResponse> send(Signal signal, OtlpSettings.Endpoint endpoint, ProtoWriter body)
            throws IOException {
        HttpRequest request = request(endpoint, content(signal, endpoint, body));
        CompletableFuture<OtlpResponse> answer = new CompletableFuture<>();
        // Over the whole response: the client's own timeout ends at the headers, and a body may never come.
        CompletableFuture<?> exchange = clients.of(endpoint)
                .sendAsync(request, info -> new BoundedBody())
                .whenComplete((response, trouble) -> {
                    if (trouble == null) {
                        answer.complete(HttpAnswer.of(response, clock.instant()));
                    } else {
                        answer.completeExceptionally(trouble);
                    }
                });
        // Who gives up the answer gives up the exchange, and with it the connection.
        answer.whenComplete((response, trouble) -> {
            if (trouble != null) {
                exchange.cancel(true);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        clients.close();
        threads.close();
    }

    private BodyPublisher content(Signal signal, OtlpSettings.Endpoint endpoint, ProtoWriter body) throws IOException {
        byte[] bytes = body.array();
        int length = body.length();
        if (endpoint.protocol() == OtlpProtocol.HTTP_JSON) {
            ByteArrayOutputStream text = new ByteArrayOutputStream(2 * length);
            json.write(MessageType.data(signal), bytes, 0, length, text);
            bytes = text.toByteArray();
            length = bytes.length;
        }
        return endpoint.gzip()
                ? BodyPublishers.ofByteArray(Gzip.pack(bytes, length))
                : BodyPublishers.ofByteArray(bytes, 0, length);
    }

    private HttpRequest request(OtlpSettings.Endpoint endpoint, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.uri()).POST(body);
        // Over clear text the client would ask to upgrade each connection to HTTP/2, which some proxies refuse.
        if (!endpoint.secure()) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        boolean text = endpoint.protocol() == OtlpProtocol.HTTP_JSON;
        request.header("Content-Type", text ? "application/json" : "application/x-protobuf");
        request.header("User-Agent", userAgent);
        if (endpoint.gzip()) {
            request.header("Content-Encoding", "gzip");
        }
        for (Map.Entry<String, String> each : endpoint.headers().entrySet()) {
            header(request, each.getKey(), each.getValue());
        }
        return request.build();
    }

    // The exception of the client quotes the value, so it is not passed on.
    private void header(HttpRequest.Builder request, String name, String value) {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            if (unusable.add(name)) {
                log.warn("An OTLP header that HTTP does not allow is left out: " + name, null);
            }
        }
    }
}
