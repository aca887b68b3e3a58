package io.indelible.exporter.otlp;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** OTLP over HTTP, in protobuf or JSON, by the client of the JDK, which knows the JVM's proxy settings. */
final class HttpTransport implements OtlpTransport {
    private final String userAgent;
    private final InstantSource clock;
    private final AgentLog log;
    private final Lookups lookups;
    private final HttpClients clients;
    private final Set<String> unusable = new HashSet<>();

    HttpTransport(String userAgent, UnaryOperator<Runnable> guarded, InstantSource clock, AgentLog log) {
        this.userAgent = userAgent;
        this.clock = clock;
        this.log = log;
        lookups = new Lookups(new OtlpThreads(guarded));
        clients = new HttpClients(new InPlace(guarded, log));
    }

    @Override
    public CompletableFuture<OtlpResponse> send(Signal signal, OtlpSettings.Endpoint endpoint, ProtoWriter body)
            throws IOException {
        HttpRequest request = request(endpoint, content(signal, endpoint, body));
        HttpClient client = clients.of(endpoint);
        CompletableFuture<OtlpResponse> answer = new CompletableFuture<>();
        lookups.begin(endpoint.uri().getHost(), () -> start(client, request, answer));
        return answer;
    }

    @Override
    public void close() {
        clients.close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes after the answer has no answer of its own
    private void start(HttpClient client, HttpRequest request, CompletableFuture<OtlpResponse> answer) {
        if (answer.isDone()) {
            return; // given up meanwhile
        }
        try {
            CompletableFuture<HttpResponse<byte[]>> exchange =
                    client.sendAsync(request, info -> answeredBy(info, answer));
            exchange.whenComplete((response, trouble) -> {
                if (trouble != null) {
                    answer.completeExceptionally(trouble);
                }
            });
            answer.whenComplete((response, trouble) -> {
                if (trouble == null) {
                    // The client would tell the end of it on the application's common pool; what is told need not be.
                    exchange.complete(null);
                } else {
                    // Who gives up the answer gives up the exchange, and with it the connection.
                    exchange.cancel(true);
                }
            });
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** Takes the answer where it is read, over the whole response: its body may never come. */
    @SuppressWarnings("FutureReturnValueIgnored") // as above
    private BoundedBody answeredBy(ResponseInfo info, CompletableFuture<OtlpResponse> answer) {
        BoundedBody body = new BoundedBody();
        body.getBody().whenComplete((bytes, trouble) -> {
            if (trouble == null) {
                answer.complete(HttpAnswer.of(info, bytes, clock.instant()));
            } else {
                answer.completeExceptionally(trouble);
            }
        });
        return body;
    }

    private BodyPublisher content(Signal signal, OtlpSettings.Endpoint endpoint, ProtoWriter body) throws IOException {
        byte[] bytes = body.array();
        int length = body.length();
        if (endpoint.protocol() == OtlpProtocol.HTTP_JSON) {
            ByteArrayOutputStream text = new ByteArrayOutputStream(2 * length);
            new OtlpJson().write(MessageType.data(signal), bytes, 0, length, text);
            bytes = text.toByteArray();
            length = bytes.length;
        }
        if (endpoint.gzip()) {
            bytes = Gzip.pack(bytes, length);
            length = bytes.length;
        }
        return new WholeBody(bytes, length);
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
