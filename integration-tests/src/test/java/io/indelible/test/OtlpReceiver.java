package io.indelible.test;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.indelible.test.Store.Span;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An OTLP server that understands what it gets by the public schema, and answers as it is told; 200 otherwise. */
final class OtlpReceiver implements AutoCloseable {
    static final String TRACES = "/v1/traces";
    static final String METRICS = "/v1/metrics";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> outage = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String scheme;

    OtlpReceiver() throws IOException {
        this(HttpServer.create(anyPort(), 0), "http");
    }

    /** Encrypted; who has no certificate of the same authority is turned away. */
    OtlpReceiver(SSLContext tls) throws IOException {
        this(secure(tls), "https");
    }

    private OtlpReceiver(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What came, unpacked, and what was answered. */
    record Request(String path, Headers headers, ByteString body, int status) {
        boolean acknowledged() {
            return status == 200;
        }
    }

    private record Answer(int status, String retryAfter) {}

    /** The next request that is not answered otherwise yet gets this status. */
    OtlpReceiver then(int status) {
        return then(status, "");
    }

    OtlpReceiver then(int status, String retryAfter) {
        outage.add(new Answer(status, retryAfter));
        return this;
    }

    String endpoint() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** The spans of the requests that were answered so, as the store would have them. */
    List<Span> spans(int status) {
        List<Span> spans = new ArrayList<>();
        for (Request request : requests) {
            if (request.status() == status && request.path().equals(TRACES)) {
                addSpans(request.body(), spans);
            }
        }
        return spans;
    }

    /** The names of the metrics that were acknowledged. */
    List<String> metricNames() {
        List<String> names = new ArrayList<>();
        for (Request request : requests) {
            if (request.acknowledged() && request.path().equals(METRICS)) {
                addNames(request.body(), names);
            }
        }
        return names;
    }

    /** Waits until it is so; fails when it will not be. */
    void await(String what, BooleanSupplier isSo) {
        long start = System.nanoTime();
        try {
            while (!isSo.getAsBoolean()) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new AssertionError("waited in vain for " + what + "; answered so far: "
                            + requests.stream().map(Request::status).toList());
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static HttpServer secure(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = unpacked(body);
            }
            Answer answer = outage.poll();
            int status = answer == null ? 200 : answer.status();
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    ByteString.copyFrom(body),
                    status));
            if (answer != null && !answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    static void addSpans(ByteString body, List<Span> spans) {
        try {
            for (ResourceSpans resource :
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                String service = String.valueOf(
                        attributes(resource.getResource().getAttributesList()).get("service.name"));
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList()
                            .forEach(span ->
                                    spans.add(span(span, scope.getScope().getName(), service)));
                }
            }
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static void addNames(ByteString body, List<String> names) {
        try {
            for (ResourceMetrics resource :
                    ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList()) {
                for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                    scope.getMetricsList().forEach(metric -> names.add(metric.getName()));
                }
            }
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static Span span(io.opentelemetry.proto.trace.v1.Span span, String scope, String service) {
        return new Span(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                span.getKindValue(),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
                scope,
                service,
                attributes(span.getAttributesList()));
    }

    private static Map<String, Object> attributes(List<KeyValue> pairs) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (KeyValue pair : pairs) {
            attributes.put(pair.getKey(), value(pair.getValue()));
        }
        return attributes;
    }

    private static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> value.getIntValue();
            case BOOL_VALUE -> value.getBoolValue();
            default -> value.toString();
        };
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
