package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataPointsTest {
    private static final NumberDataPoint NUMBER =
            NumberDataPoint.newBuilder().setAsInt(3).setTimeUnixNano(9).build();

    @Test
    void everyKindOfMetric_hasItsPointsCounted() {
        assertThat(DataPoints.of(List.of(
                        record(metric().setGauge(Gauge.newBuilder().addDataPoints(NUMBER))),
                        record(metric().setSum(Sum.newBuilder()
                                .addDataPoints(NUMBER)
                                .addDataPoints(NUMBER)
                                .setIsMonotonic(true))),
                        record(metric().setHistogram(Histogram.newBuilder()
                                .addDataPoints(HistogramDataPoint.newBuilder().setCount(4)))),
                        record(metric().setExponentialHistogram(ExponentialHistogram.newBuilder()
                                .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                        .setCount(4)))),
                        record(metric().setSummary(Summary.newBuilder()
                                .addDataPoints(SummaryDataPoint.newBuilder().setCount(4)))))))
                .isEqualTo(6);
    }

    @Test
    void whatCannotBeRead_hasNone() {
        SpoolRecord broken = Records.record(Signal.METRICS, new byte[0], new byte[] {0x2a, 0x7f});

        assertThat(DataPoints.of(List.of(
                        broken, record(metric().setGauge(Gauge.newBuilder().addDataPoints(NUMBER))))))
                .isEqualTo(1);
    }

    private static Metric.Builder metric() {
        return Metric.newBuilder().setName("m").setUnit("1").setDescription("d");
    }

    private static SpoolRecord record(Metric.Builder metric) {
        return Records.record(Signal.METRICS, "s", metric.build());
    }
}
