package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredLineTest {
    @Test
    void line_isTheRecordsItWasMadeOf() throws IOException {
        List<SpoolRecord> records =
                List.of(Records.span("file", "a"), Records.span("file", "b"), Records.span("jdbc", "c"));

        StoredLine line =
                StoredLine.read(Signal.TRACES, line(Signal.TRACES, records)).get(0);

        assertThat(Resource.parseFrom(line.resource())).isEqualTo(Records.RESOURCE);
        List<String> read = new ArrayList<>();
        for (SpoolRecord each : line.records()) {
            InstrumentationScope scope = InstrumentationScope.parseFrom(
                    ByteBuffer.wrap(each.bytes(), each.scopeOffset(), each.scopeLength()));
            Span span = Span.parseFrom(ByteBuffer.wrap(each.bytes(), each.payloadOffset(), each.payloadLength()));
            assertThat(span).isEqualTo(Records.spanMessage(span.getName()));
            read.add(scope.getName() + " " + span.getName());
        }
        assertThat(read).containsExactly("file a", "file b", "jdbc c");
    }

    @Test
    void spanIsOfItsEnd() throws IOException {
        assertThat(StoredLine.epochNanos(Records.span("s", "x"))).isEqualTo(1_700_000_000_000_000_002L);
    }

    @Test
    void logRecordIsOfItsTime() throws IOException {
        LogRecord log = LogRecord.newBuilder().setTimeUnixNano(5).build();

        assertThat(StoredLine.epochNanos(Records.record(Signal.LOGS, "s", log))).isEqualTo(5);
    }

    @Test
    void metricIsOfItsLastPoint() throws IOException {
        Metric metric = Metric.newBuilder()
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(7))
                        .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(6)))
                .build();

        assertThat(StoredLine.epochNanos(Records.record(Signal.METRICS, "s", metric)))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"resourceSpans\":",
                "{\"resourceSpans\":7}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":\"client\"}]}]}]}"
            })
    void whatIsNoOtlp_isSaid(String text) {
        assertThatThrownBy(() -> StoredLine.read(Signal.TRACES, text)).isInstanceOf(IOException.class);
    }

    @Test
    void unknownMembers_areLeftOut() throws IOException {
        String text =
                "{\"new\":{\"a\":[1]},\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"x\",\"y\":null}]}]}]}";

        assertThat(StoredLine.read(Signal.TRACES, text).get(0).records()).hasSize(1);
    }

    private static String line(Signal signal, List<SpoolRecord> records) throws IOException {
        ProtoWriter out = new ProtoWriter(64);
        new OtlpRequest(Records.resource(), records).writeTo(out);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new OtlpJson().write(MessageType.data(signal), out.array(), 0, out.length(), text);
        return text.toString(StandardCharsets.UTF_8);
    }
}
