package io.indelible.exporter.otlp;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC, by the HTTP/2 of Apache HttpComponents, on one thread. Clear text is HTTP/2 from the first byte; over TLS
 * it is negotiated.
 */
final class GrpcTransport implements OtlpTransport {
    private final String userAgent;
    private final AgentLog log;
    private final GrpcReactor reactor;
    private final Map<Target, GrpcConnection> connections = new HashMap<>();
    private final Set<String> unusable = new HashSet<>();

    GrpcTransport(String userAgent, UnaryOperator<Runnable> guarded, AgentLog log) {
        this.userAgent = userAgent;
        this.log = log;
        reactor = new GrpcReactor(guarded);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what comes after the answer has no answer of its own
    public CompletableFuture<OtlpResponse> send(Signal signal, OtlpSettings.Endpoint endpoint, ProtoWriter body)
            throws IOException {
        GrpcConnection connection = connection(endpoint);
        GrpcCall call = endpoint.gzip()
                ? packed(request(signal, endpoint), body)
                : new GrpcCall(request(signal, endpoint), false, body.array(), body.length());
        // A call that nobody waits for any more, or that broke off: what the connection is in is not known.
        call.answer.whenComplete((response, trouble) -> {
            if (trouble != null) {
                connection.drop();
            }
        });
        connection.execute(call);
        return call.answer;
    }

    @Override
    public void close() {
        connections.values().forEach(GrpcConnection::drop);
        reactor.close();
    }

    private static GrpcCall packed(HttpRequest request, ProtoWriter body) throws IOException {
        byte[] bytes = Gzip.pack(body.array(), body.length());
        return new GrpcCall(request, true, bytes, bytes.length);
    }

    // All signals of one server share a connection.
    private GrpcConnection connection(OtlpSettings.Endpoint endpoint) throws IOException {
        TlsFiles tls = endpoint.secure() ? endpoint.tls() : TlsFiles.NONE;
        Target target = new Target(endpoint.secure(), endpoint.uri().getHost(), endpoint.port(), tls);
        GrpcConnection connection = connections.get(target);
        String stamp = tls.isNone() ? "" : tls.stamp();
        if (connection == null || !connection.stamp.equals(stamp)) {
            connection = renewed(target, stamp, endpoint.connectMillis(), connection);
            connections.put(target, connection);
        }
        return connection;
    }

    private GrpcConnection renewed(Target target, String stamp, long connectMillis, @Nullable GrpcConnection old)
            throws IOException {
        try {
            GrpcConnection made = new GrpcConnection(
                    reactor,
                    target.host,
                    target.port,
                    connectMillis,
                    target.secure ? target.tls.context() : null,
                    stamp);
            if (old != null) {
                old.drop();
            }
            return made;
        } catch (IOException e) {
            if (old == null) {
                throw e;
            }
            return old;
        }
    }

    private HttpRequest request(Signal signal, OtlpSettings.Endpoint endpoint) {
        BasicHttpRequest request = new BasicHttpRequest("POST", path(signal));
        request.setScheme(endpoint.secure() ? "https" : "http");
        request.setAuthority(authority(endpoint));
        request.addHeader("te", "trailers");
        request.addHeader("content-type", "application/grpc");
        request.addHeader("user-agent", userAgent);
        request.addHeader("grpc-timeout", Math.min(endpoint.timeoutMillis(), 99_999_999) + "m");
        if (endpoint.gzip()) {
            request.addHeader("grpc-encoding", "gzip");
        }
        for (Map.Entry<String, String> each : endpoint.headers().entrySet()) {
            header(request, each.getKey().toLowerCase(Locale.ROOT), each.getValue());
        }
        return request;
    }

    private void header(BasicHttpRequest request, String name, String value) {
        if (isToken(name) && isText(value)) {
            request.setHeader(name, value);
        } else if (unusable.add(name)) {
            log.warn("An OTLP header that HTTP does not allow is left out: " + name, null);
        }
    }

    // Also the user's own name and password are no part of an authority.
    private static URIAuthority authority(OtlpSettings.Endpoint endpoint) {
        URI uri = endpoint.uri();
        return new URIAuthority(uri.getHost(), uri.getPort());
    }

    private static String path(Signal signal) {
        return switch (signal) {
            case TRACES -> "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
            case LOGS -> "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
            case METRICS -> "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
        };
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "_-.".indexOf(c) >= 0);
    }

    private static boolean isText(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private record Target(boolean secure, String host, int port, TlsFiles tls) {}
}
