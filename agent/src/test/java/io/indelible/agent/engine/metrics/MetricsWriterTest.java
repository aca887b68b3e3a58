package io.indelible.agent.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.exporter.SpoolRecord;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Vocabulary;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricsWriterTest {
    private final MicrometerTimers timers = new MicrometerTimers();

    @Test
    void histogram_countsBetweenTheBounds() throws Exception {
        record(Family.DATABASE, "a", 500_000, null); // 0.5 ms: up to 1 ms
        record(Family.DATABASE, "a", 1_000_000, null); // on the bound: up to 1 ms
        record(Family.DATABASE, "a", 7_000_000, null); // 5 to 10 ms
        record(Family.DATABASE, "a", 60_000_000_000L, null); // beyond 10 s
        HistogramDataPoint point = written().get(0).getHistogram().getDataPoints(0);
        assertThat(point.getCount()).isEqualTo(4);
        assertThat(point.getBucketCountsList()).containsExactly(2L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(point.getExplicitBoundsList()).containsExactly(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1d, 5d, 10d);
        assertThat(point.getSum()).isEqualTo(60.0085);
    }

    @Test
    void histogram_staysCumulative() throws Exception {
        record(Family.DATABASE, "a", 500_000, null);
        written();
        record(Family.DATABASE, "a", 500_000, null);
        assertThat(written().get(0).getHistogram().getDataPoints(0).getCount()).isEqualTo(2);
    }

    @Test
    void differentTags_areDifferentPoints() throws Exception {
        record(Family.DATABASE, "a", 1, null);
        record(Family.DATABASE, "b", 1, null);
        record(Family.DATABASE, "b", 1, "java.sql.SQLException");
        assertThat(written().get(0).getHistogram().getDataPointsList()).hasSize(3);
    }

    @Test
    void tooManySeries_shareOneThatSaysSo() throws Exception {
        for (int i = 0; i < MicrometerTimers.MOST_SERIES + 10; i++) {
            record(Family.DATABASE, "summary " + i, 1, null);
        }
        List<HistogramDataPoint> points = new ArrayList<>();
        for (Metric metric : written()) {
            points.addAll(metric.getHistogram().getDataPointsList());
        }
        assertThat(points).hasSize(MicrometerTimers.MOST_SERIES + 1);
        assertThat(points)
                .filteredOn(point -> point.getAttributes(0).getKey().equals("otel.metric.overflow"))
                .singleElement()
                .satisfies(point -> assertThat(point.getCount()).isEqualTo(10));
    }

    @Test
    void hashAndFile_shareOneMetric() throws Exception {
        record(Family.FILE, "a", 1, null);
        record(Family.HASH, "a", 1, null);
        assertThat(written()).singleElement().satisfies(metric -> assertThat(metric.getName())
                .isEqualTo("indelible.file.operation.duration"));
    }

    private void record(Family family, String tag, long nanos, @Nullable String errorType) {
        Operation operation = new Operation(family) {
            @Override
            public String spanName() {
                return "test";
            }

            @Override
            public void describe(AttributeWriter attributes) {}

            @Override
            public void tag(AttributeWriter tags) {
                tags.put(Vocabulary.DB_QUERY_SUMMARY, tag);
                tags.put(Vocabulary.SERVER_PORT, 5432);
            }
        };
        operation.durationNanos = nanos;
        timers.record(operation, errorType);
    }

    private List<Metric> written() throws Exception {
        List<byte[]> payloads = new ArrayList<>();
        MetricsWriter writer = new MetricsWriter(
                timers,
                new Scopes("1"),
                (signal, bytes, offset, length) -> {
                    SpoolRecord record = SpoolRecord.parse(bytes, offset, length);
                    return payloads.add(Arrays.copyOfRange(
                            bytes, record.payloadOffset(), record.payloadOffset() + record.payloadLength()));
                },
                1);
        writer.write(2);
        List<Metric> metrics = new ArrayList<>();
        for (byte[] payload : payloads) {
            metrics.add(Metric.parseFrom(payload));
        }
        return metrics;
    }
}
