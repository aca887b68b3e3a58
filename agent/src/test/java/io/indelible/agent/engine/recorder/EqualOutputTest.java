package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.indelible.bridge.Guard;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same operation, once recorded here and once by OpenTelemetry's SDK and sent by its exporter to a server, is the same
 * span.
 */
class EqualOutputTest {
    private static final BlockingQueue<byte[]> RECEIVED = new LinkedBlockingQueue<>();
    private static HttpServer server;

    private final RecorderFixture fixture = new RecorderFixture();
    private Consumer<AttributeWriter> described = attributes -> {};
    private @Nullable String message;
    private Family family = Family.FILE;

    @BeforeAll
    static void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            RECEIVED.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @AfterEach
    void leaveTheThreadAsItWas() {
        Guard.current().state = null;
    }

    @Test
    void bareSpan() throws Exception {
        assertEqualOutput(null);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void everyKind(Family each) throws Exception {
        family = each;
        assertEqualOutput(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "ä", "€ 漢字", "😀 \uD83D", "a\u0000b\u007f"})
    void text(String value) throws Exception {
        described = attributes -> attributes.put("indelible.test", value);
        assertEqualOutput(null);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void number(long value) throws Exception {
        described = attributes -> attributes.put("indelible.test", value);
        assertEqualOutput(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void truth(boolean value) throws Exception {
        described = attributes -> attributes.put("indelible.test", value);
        assertEqualOutput(null);
    }

    @Test
    void absentText() throws Exception {
        described = attributes -> attributes.put("indelible.test", (String) null);
        assertEqualOutput(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ä", "漢"})
    void longText(String character) throws Exception {
        described = attributes -> attributes.put("indelible.test", character.repeat(15_999));
        assertEqualOutput(null);
    }

    @Test
    void textBeyondTheLimit() throws Exception {
        fixture.valueLength = 10;
        described = attributes -> attributes.put("indelible.test", "ä".repeat(11));
        assertEqualOutput(null);
    }

    @Test
    void attributesBeyondTheLimit() throws Exception {
        described = attributes -> {
            for (int i = 0; i < 131; i++) {
                attributes.put("indelible.test." + i, i);
            }
        };
        assertEqualOutput(null);
    }

    @Test
    void attributesBeyondAConfiguredLimit() throws Exception {
        fixture.attributes = 2;
        described = attributes -> {
            attributes.put("indelible.test.a", 1);
            attributes.put("indelible.test.b", "two");
            attributes.put("indelible.test.c", true);
        };
        assertEqualOutput(null);
    }

    @Test
    void failure() throws Exception {
        message = "no röom";
        assertEqualOutput(null);
    }

    @Test
    void failureWithoutAMessage() throws Exception {
        message = "";
        assertEqualOutput(null);
    }

    @Test
    void localParent() throws Exception {
        TraceContext parent = new TraceContext();
        parent.traceIdHigh = 0x0123456789abcdefL;
        parent.traceIdLow = -2;
        parent.spanId = Long.MIN_VALUE;
        parent.flags = 1;
        assertEqualOutput(parent);
    }

    @Test
    void remoteParent() throws Exception {
        assertEqualOutput(extracted(""));
    }

    @Test
    void remoteParentWithState() throws Exception {
        assertEqualOutput(extracted("vendor=1,other=2"));
    }

    private @Nullable TraceContext extracted(String state) {
        Map<String, String> fields =
                Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate", state);
        return fixture.recorder().extract(fields, new MapFields());
    }

    private void assertEqualOutput(@Nullable TraceContext parent) throws Exception {
        Recorded operation = new Recorded(family, described);
        OperationRecorder recorder = fixture.recorder();
        recorder.startRemote(operation, parent);
        recorder.end(operation, message == null ? null : new Failure(message));
        SpoolRecord record = fixture.of(Signal.TRACES).get(0);
        Span ours = Span.parseFrom(RecorderFixture.payload(record));
        assertThat(comparable(ours)).isEqualTo(comparable(theirs(operation, parent)));
    }

    private Span theirs(Operation operation, @Nullable TraceContext parent) throws Exception {
        RECEIVED.clear();
        String address = "http://localhost:" + server.getAddress().getPort() + "/v1/traces";
        SpanLimits limits = SpanLimits.builder()
                .setMaxAttributeValueLength(fixture.valueLength)
                .setMaxNumberOfAttributes(fixture.attributes)
                .build();
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(address).build();
        // Closes the exporter.
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .setSpanLimits(limits)
                .setIdGenerator(new Ids(operation))
                .build()) {
            record(provider, operation, parent);
            provider.forceFlush().join(10, TimeUnit.SECONDS);
        }
        byte[] body = RECEIVED.poll(10, TimeUnit.SECONDS);
        return ExportTraceServiceRequest.parseFrom(body)
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    private void record(SdkTracerProvider provider, Operation operation, @Nullable TraceContext parent) {
        SpanBuilder builder = provider.get("test")
                .spanBuilder(operation.spanName())
                .setSpanKind(SpanKind.valueOf(operation.family.kind.name()))
                .setParent(parent == null ? Context.root() : context(parent))
                .setStartTimestamp(operation.startEpochNanos, TimeUnit.NANOSECONDS);
        io.opentelemetry.api.trace.Span span = builder.startSpan();
        if (message != null) {
            span.setAttribute("error.type", Failure.class.getName());
            span.setStatus(StatusCode.ERROR, message);
        }
        span.setAllAttributes(attributes(operation));
        span.end(operation.startEpochNanos + operation.durationNanos, TimeUnit.NANOSECONDS);
    }

    private static Context context(TraceContext parent) {
        TraceState state = parent.baggage instanceof Context travelled
                ? io.opentelemetry.api.trace.Span.fromContext(travelled)
                        .getSpanContext()
                        .getTraceState()
                : TraceState.getDefault();
        String traceId = HexIds.traceId(parent.traceIdHigh, parent.traceIdLow);
        String spanId = HexIds.spanId(parent.spanId);
        TraceFlags flags = TraceFlags.fromByte(parent.flags);
        SpanContext span = parent.remote
                ? SpanContext.createFromRemoteParent(traceId, spanId, flags, state)
                : SpanContext.create(traceId, spanId, flags, state);
        return Context.root().with(io.opentelemetry.api.trace.Span.wrap(span));
    }

    private static Attributes attributes(Operation operation) {
        AttributesBuilder builder = Attributes.builder();
        operation.describe(new AttributeWriter() {
            @Override
            public void put(String name, @Nullable String value) {
                builder.put(AttributeKey.stringKey(name), value);
            }

            @Override
            public void put(String name, long value) {
                builder.put(name, value);
            }

            @Override
            public void put(String name, boolean value) {
                builder.put(name, value);
            }
        });
        return builder.build();
    }

    /** The order of attributes says nothing, and which of too many are dropped is anybody's choice. */
    private static Span comparable(Span span) {
        List<KeyValue> attributes = span.getAttributesList().stream()
                .sorted(Comparator.comparing(KeyValue::getKey))
                .toList();
        Span.Builder builder = span.toBuilder().clearAttributes();
        // "Unset" is said by an empty status and by none; OTLP makes no difference.
        if (span.getStatus().equals(Status.getDefaultInstance())) {
            builder.clearStatus();
        }
        if (span.getDroppedAttributesCount() == 0) {
            return builder.addAllAttributes(attributes).build();
        }
        return builder.addAttributes(KeyValue.newBuilder().setKey(attributes.size() + " attributes"))
                .build();
    }

    private static final class Recorded extends Operation {
        private final Consumer<AttributeWriter> described;

        Recorded(Family family, Consumer<AttributeWriter> described) {
            super(family);
            this.described = described;
        }

        @Override
        public String spanName() {
            return "tést operation";
        }

        @Override
        public void describe(AttributeWriter attributes) {
            described.accept(attributes);
        }

        @Override
        public void tag(AttributeWriter tags) {}
    }

    private static final class Failure extends RuntimeException {
        Failure(String message) {
            super(message);
        }
    }

    /** Gives the SDK the ids that the recorder chose. */
    private record Ids(Operation operation) implements IdGenerator {
        @Override
        public String generateSpanId() {
            return HexIds.spanId(operation.spanId);
        }

        @Override
        public String generateTraceId() {
            return HexIds.traceId(operation.traceIdHigh, operation.traceIdLow);
        }

        @Override
        public boolean generatesRandomTraceIds() {
            return true;
        }
    }
}
