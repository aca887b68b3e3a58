package io.indelible.agent.engine.metrics;

import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.KeyValue;
import io.indelible.exporter.otlp.ProtoWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Metric;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes what the timers say as OTLP histograms, cumulative since the start of the process, one record per metric. Used by
 * the engine's own thread. Field numbers: opentelemetry-proto, metrics.proto.
 */
public final class MetricsWriter {
    private static final int CUMULATIVE = 2;
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
            write(firstOf(metric), points(metric), epochNanos);
        }
    }

    /** Two families may share one timer; it is written under the first. */
    private static Family firstOf(Metric metric) {
        for (Family family : Family.values()) {
            if (family.timer == metric) {
                return family;
            }
        }
        throw new IllegalArgumentException(metric.metricName);
    }

    private List<Map.Entry<TagSet, Timer>> points(Metric metric) {
        List<Map.Entry<TagSet, Timer>> points = new ArrayList<>();
        timers.forEach((tags, timer) -> {
            if (tags.metric() == metric) {
                points.add(Map.entry(tags, timer));
            }
        });
        return points;
    }

    private void write(Family family, List<Map.Entry<TagSet, Timer>> points, long now) {
        int next = 0;
        while (next < points.size()) {
            SpoolRecord.begin(out, Signal.METRICS, scopes.of(family));
            out.text(1, family.timer.metricName);
            out.text(2, family.timer.description);
            out.text(3, "s");
            int histogram = out.begin(9);
            do {
                point(points.get(next).getKey(), points.get(next).getValue(), now);
                next++;
            } while (next < points.size() && out.length() < RecordWriter.SAFE_LENGTH - ROOM_FOR_POINT);
            out.varint(2, CUMULATIVE);
            out.end(histogram);
            spool.write(Signal.METRICS, out.array(), 0, out.length());
        }
    }

    private void point(TagSet tags, Timer timer, long now) {
        HistogramSnapshot snapshot = timer.takeSnapshot();
        double[] bounds = tags.metric().boundarySeconds();
        long[] counts = counts(snapshot, bounds.length);
        int point = out.begin(1);
        out.fixed64(2, startEpochNanos);
        out.fixed64(3, now);
        out.fixed64(4, sum(counts));
        out.real(5, snapshot.total() / 1e9);
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
        attributes(tags);
        out.end(point);
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

    private void attributes(TagSet tags) {
        for (int i = 0; i < tags.size(); i++) {
            String text = tags.text(i);
            if (text == null) {
                KeyValue.put(out, 9, tags.name(i), tags.number(i));
            } else {
                KeyValue.put(out, 9, tags.name(i), text);
            }
        }
    }
}
