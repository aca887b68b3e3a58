package io.indelible.agent.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.exporter.SpoolRecord;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Figures;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Vocabulary;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.lang.management.ManagementFactory;
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

    @Test
    void counter_isACumulativeMonotonicSum() throws Exception {
        count(io.indelible.instrumentation.Metric.FILE_IO, "read", 5);
        written();
        count(io.indelible.instrumentation.Metric.FILE_IO, "read", (1L << 40) + 1);
        Metric metric = only(written(), "indelible.file.io");
        assertThat(metric.getUnit()).isEqualTo("By");
        assertThat(metric.getSum().getIsMonotonic()).isTrue();
        assertThat(metric.getSum().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        NumberDataPoint point = metric.getSum().getDataPoints(0);
        assertThat(point.getAsInt()).isEqualTo((1L << 40) + 6);
        assertThat(point.getStartTimeUnixNano()).isEqualTo(1);
        assertThat(point.getTimeUnixNano()).isEqualTo(2);
        assertThat(point.getAttributesList()).singleElement().satisfies(attribute -> {
            assertThat(attribute.getKey()).isEqualTo("disk.io.direction");
            assertThat(attribute.getValue().getStringValue()).isEqualTo("read");
        });
    }

    @Test
    void rate_isAHistogramInItsUnit() throws Exception {
        count(io.indelible.instrumentation.Metric.HASH_THROUGHPUT, "x", 3e8);
        count(io.indelible.instrumentation.Metric.HASH_THROUGHPUT, "x", 9e9);
        Metric metric = only(written(), "indelible.hash.throughput");
        assertThat(metric.getUnit()).isEqualTo("By/s");
        HistogramDataPoint point = metric.getHistogram().getDataPoints(0);
        assertThat(point.getExplicitBoundsList()).containsExactly(1e6, 1e7, 5e7, 1e8, 2.5e8, 5e8, 1e9, 2e9, 4e9, 8e9);
        assertThat(point.getBucketCountsList()).containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 1L);
        assertThat(point.getSum()).isEqualTo(9.3e9);
    }

    @Test
    void tooManySeriesOfACounter_shareOneThatSaysSo() throws Exception {
        for (int i = 0; i < MicrometerTimers.MOST_SERIES + 10; i++) {
            count(io.indelible.instrumentation.Metric.FILE_OPERATIONS, "x" + i, 1);
        }
        assertThat(written().stream()
                        .filter(metric -> metric.getName().equals("indelible.file.operations"))
                        .flatMap(metric -> metric.getSum().getDataPointsList().stream())
                        .filter(point -> point.getAttributes(0).getKey().equals("otel.metric.overflow")))
                .singleElement()
                .satisfies(point -> assertThat(point.getAsInt()).isEqualTo(10));
    }

    @Test
    void knownFigures_allocateNothing() {
        Operation operation = new Counting(io.indelible.instrumentation.Metric.FILE_IO, "read", 5);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = allocated();
            for (int i = 0; i < 5_000; i++) {
                timers.record(operation, null);
            }
            least = Math.min(least, allocated() - before);
        }
        assertThat(least).isLessThan(5_000);
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private void count(io.indelible.instrumentation.Metric metric, String tag, double amount) {
        timers.record(new Counting(metric, tag, amount), null);
    }

    private static Metric only(List<Metric> metrics, String name) {
        return metrics.stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** An operation that counts one amount. */
    private static final class Counting extends Operation {
        private final io.indelible.instrumentation.Metric metric;
        private final String tag;
        private final double amount;

        Counting(io.indelible.instrumentation.Metric metric, String tag, double amount) {
            super(Family.FILE);
            this.metric = metric;
            this.tag = tag;
            this.amount = amount;
        }

        @Override
        public String spanName() {
            return "test";
        }

        @Override
        public void describe(AttributeWriter attributes) {}

        @Override
        public void tag(AttributeWriter tags) {}

        @Override
        public void measure(Figures figures) {
            figures.of(metric);
            figures.put(Vocabulary.DISK_IO_DIRECTION, tag);
            figures.add(amount);
        }
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
