package io.indelible.exporter;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/** Records as a spool would give them, made with OTLP's own classes. */
public final class Records {
    public static final Resource RESOURCE = Resource.newBuilder()
            .addAttributes(attribute("service.name", "shop"))
            .build();

    private Records() {}

    public static byte[] resource() {
        return RESOURCE.toByteArray();
    }

    public static SpoolRecord span(String scope, String name) {
        return record(Signal.TRACES, scope, spanMessage(name));
    }

    public static List<SpoolRecord> spans(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> span("file", "span " + i))
                .toList();
    }

    public static Span spanMessage(String name) {
        return Span.newBuilder()
                .setTraceId(ByteString.fromHex("0102030405060708090a0b0c0d0e0f10"))
                .setSpanId(ByteString.fromHex("a1a2a3a4a5a6a7a8"))
                .setName(name)
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .setStartTimeUnixNano(1_700_000_000_000_000_001L)
                .setEndTimeUnixNano(1_700_000_000_000_000_002L)
                .build();
    }

    public static SpoolRecord log(String scope, String body) {
        return record(
                Signal.LOGS,
                scope,
                LogRecord.newBuilder()
                        .setBody(AnyValue.newBuilder().setStringValue(body))
                        .build());
    }

    public static SpoolRecord metric(String scope, String name) {
        return record(
                Signal.METRICS,
                scope,
                Metric.newBuilder()
                        .setName(name)
                        .setGauge(Gauge.newBuilder()
                                .addDataPoints(NumberDataPoint.newBuilder().setAsInt(7)))
                        .build());
    }

    public static SpoolRecord record(Signal signal, String scope, MessageLite payload) {
        return record(signal, scopeMessage(scope).toByteArray(), payload.toByteArray());
    }

    public static SpoolRecord record(Signal signal, byte[] scope, byte[] payload) {
        byte[] bytes = ByteBuffer.allocate(SpoolRecord.HEADER_LENGTH + scope.length + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) SpoolRecord.VERSION)
                .put((byte) signal.number)
                .putShort((short) scope.length)
                .put(scope)
                .put(payload)
                .array();
        return SpoolRecord.parse(bytes, 0, bytes.length);
    }

    public static InstrumentationScope scopeMessage(String name) {
        return InstrumentationScope.newBuilder().setName(name).setVersion("1.0").build();
    }

    public static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
