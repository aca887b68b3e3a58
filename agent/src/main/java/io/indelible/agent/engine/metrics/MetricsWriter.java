package io.indelible.agent.engine.metrics;

import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.KeyValue;
import io.indelible.exporter.otlp.ProtoWriter;
import io.indelible.instrumentation.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes what the meters say as OTLP histograms and sums, cumulative since the start of the process, one record per metric. Used by
 * the engine's own thread. Field numbers: opentelemetry-proto, metrics.proto.
 */
public final class MetricsWriter {
    private static final int SUM = 7;
    private static final int HISTOGRAM = 9;
    private static final int CUMULATIVE = 2;
    private static final int MONOTONIC = 1;
    /** Micrometer keeps durations in nanoseconds. */
    private static final double NANOS = 1e9;
    /** Leaves room for a point in a record of {@link RecordWriter#SAFE_LENGTH} bytes. */
    private static final int ROOM_FOR_POINT = 16 * 1024;

    private final MicrometerTimers timers;
    private final Scopes scopes;
    private final RecordWriter spool;
    private final long startEpochNanos;
    private final ProtoWriter out = new ProtoWriter(16 * 1024);

    /** Writes the figures of {@code timers}, which count since {@code startEpochNanos}. */
    public MetricsWriter(MicrometerTimers timers, Scopes scopes, RecordWriter spool, long startEpochNanos) {
        this.timers = timers;
        this.scopes = scopes;
        this.spool = spool;
        this.startEpochNanos = startEpochNanos;
    }

    /** Writes all metrics that have counted anything, as of this time (nanoseconds since the epoch). */
    public void write(long epochNanos) {
        for (Metric metric : Metric.values()) {
            write(metric, points(metric), epochNanos);
        }
    }

    private List<Map.Entry<TagSet, Meter>> points(Metric metric) {
        List<Map.Entry<TagSet, Meter>> points = new ArrayList<>();
        timers.forEach((tags, meter) -> {
            if (tags.metric() == metric) {
                points.add(Map.entry(tags, meter));
            }
        });
        return points;
    }

    private void write(Metric metric, List<Map.Entry<TagSet, Meter>> points, long now) {
        int next = 0;
        while (next < points.size()) {
            SpoolRecord.begin(out, Signal.METRICS, scopes.of(metric.family()));
            out.text(1, metric.metricName);
            out.text(2, metric.description);
            out.text(3, metric.unit);
            int data = out.begin(metric.kind == Metric.Kind.COUNTER ? SUM : HISTOGRAM);
            do {
                point(points.get(next).getKey(), points.get(next).getValue(), now);
                next++;
            } while (next < points.size() && out.length() < RecordWriter.SAFE_LENGTH - ROOM_FOR_POINT);
            out.varint(2, CUMULATIVE);
            if (metric.kind == Metric.Kind.COUNTER) {
                out.varint(3, MONOTONIC);
            }
            out.end(data);
            spool.write(Signal.METRICS, out.array(), 0, out.length());
        }
    }

    private void point(TagSet tags, Meter meter, long now) {
        int point = out.begin(1);
        out.fixed64(2, startEpochNanos);
        out.fixed64(3, now);
        if (meter instanceof Counter counter) {
            out.fixed64(6, (long) counter.count());
            attributes(tags, 7);
        } else {
            HistogramSnapshot snapshot = ((HistogramSupport) meter).takeSnapshot();
            histogram(snapshot, tags.metric().boundaries(), meter instanceof Timer ? NANOS : 1);
            attributes(tags, 9);
        }
        out.end(point);
    }

    private void histogram(HistogramSnapshot snapshot, double[] bounds, double scale) {
        long[] counts = counts(snapshot, bounds.length);
        out.fixed64(4, sum(counts));
        out.real(5, snapshot.total() / scale);
        int packedCounts = out.begin(6);
        for (long count : counts) {
            out.rawFixed64(count);
        }
        out.end(packedCounts);
        int packedBounds = out.begin(7);
        for (double bound : bounds) {
            out.rawFixed64(Double.doubleToRawLongBits(bound));
        }
        out.end(packedBounds);
    }

    /** Micrometer counts everything up to a bound; OTLP counts what lies between two. */
    private static long[] counts(HistogramSnapshot snapshot, int bounds) {
        CountAtBucket[] cumulative = snapshot.histogramCounts();
        long[] counts = new long[bounds + 1];
        long below = 0;
        for (int i = 0; i < bounds && i < cumulative.length; i++) {
            long upTo = (long) cumulative[i].count();
            counts[i] = upTo - below;
            below = upTo;
        }
        counts[bounds] = Math.max(0, snapshot.count() - below);
        return counts;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private void attributes(TagSet tags, int field) {
        for (int i = 0; i < tags.size(); i++) {
            String text = tags.text(i);
            if (text == null) {
                KeyValue.put(out, field, tags.name(i), tags.number(i));
            } else {
                KeyValue.put(out, field, tags.name(i), text);
            }
        }
    }
}
