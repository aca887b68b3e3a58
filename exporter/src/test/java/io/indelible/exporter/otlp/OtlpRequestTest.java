package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.indelible.exporter.Records;
import io.indelible.exporter.SpoolRecord;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpRequestTest {
    @Test
    void request_groupsSpansByScope() throws InvalidProtocolBufferException {
        byte[] bytes = write(List.of(Records.span("jdbc", "a"), Records.span("http", "b"), Records.span("jdbc", "c")));

        assertThat(ExportTraceServiceRequest.parseFrom(bytes))
                .isEqualTo(ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(ResourceSpans.newBuilder()
                                .setResource(Records.RESOURCE)
                                .setSchemaUrl(OtlpRequest.SCHEMA_URL)
                                .addScopeSpans(ScopeSpans.newBuilder()
                                        .setScope(Records.scopeMessage("jdbc"))
                                        .addSpans(Records.spanMessage("a"))
                                        .addSpans(Records.spanMessage("c"))
                                        .setSchemaUrl(OtlpRequest.SCHEMA_URL))
                                .addScopeSpans(ScopeSpans.newBuilder()
                                        .setScope(Records.scopeMessage("http"))
                                        .addSpans(Records.spanMessage("b"))
                                        .setSchemaUrl(OtlpRequest.SCHEMA_URL)))
                        .build());
    }

    @Test
    void request_ofLogs_isReadable() throws InvalidProtocolBufferException {
        byte[] bytes = write(List.of(Records.log("s", "hello")));

        assertThat(ExportLogsServiceRequest.parseFrom(bytes)
                        .getResourceLogs(0)
                        .getScopeLogs(0)
                        .getLogRecords(0)
                        .getBody()
                        .getStringValue())
                .isEqualTo("hello");
    }

    @Test
    void request_ofMetrics_isReadable() throws InvalidProtocolBufferException {
        byte[] bytes = write(List.of(Records.metric("s", "jvm.gc")));

        assertThat(ExportMetricsServiceRequest.parseFrom(bytes)
                        .getResourceMetrics(0)
                        .getScopeMetrics(0)
                        .getMetrics(0)
                        .getName())
                .isEqualTo("jvm.gc");
    }

    @Test
    void request_ofMoreThanTwoMebibytes_isReadable() throws InvalidProtocolBufferException {
        List<SpoolRecord> records = Records.spans(60_000);

        byte[] bytes = write(records);

        assertThat(bytes.length).isGreaterThan(2 << 20);
        assertThat(ExportTraceServiceRequest.parseFrom(bytes)
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpansCount())
                .isEqualTo(60_000);
    }

    @Test
    void length_isWhatIsWritten() {
        OtlpRequest request = new OtlpRequest(Records.resource(), Records.spans(500));
        ProtoWriter out = new ProtoWriter(16);

        request.writeTo(out);

        assertThat(request.length()).isEqualTo(out.length());
    }

    private static byte[] write(List<SpoolRecord> records) {
        ProtoWriter out = new ProtoWriter(16);
        new OtlpRequest(Records.resource(), records).writeTo(out);
        return out.toByteArray();
    }
}
