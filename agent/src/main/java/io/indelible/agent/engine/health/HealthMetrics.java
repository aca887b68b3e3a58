package io.indelible.agent.engine.health;

import io.indelible.agent.engine.health.Figure.Kind;
import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.KeyValue;
import io.indelible.exporter.otlp.ProtoWriter;
import java.util.List;

/**
 * Writes the figures as OTLP sums and gauges, cumulative since the start of the process. Used by the export thread. Field
 * numbers: opentelemetry-proto, metrics.proto.
 */
public final class HealthMetrics {
    private static final int GAUGE = 5;
    private static final int SUM = 7;
    private static final int HISTOGRAM = 9;
    private static final int CUMULATIVE = 2;
    private static final int MONOTONIC = 1;

    private final Health health;
    private final RecordWriter spool;
    private final byte[] scope;
    private final long startEpochNanos;
    private final ProtoWriter out = new ProtoWriter(4 * 1024);

    /** @param scope the encoded {@code InstrumentationScope} of the agent itself */
    public HealthMetrics(Health health, RecordWriter spool, byte[] scope, long startEpochNanos) {
        this.health = health;
        this.spool = spool;
        this.scope = scope;
        this.startEpochNanos = startEpochNanos;
    }

    /** Writes what can be said, as of this time (nanoseconds since the epoch). */
    public void write(long epochNanos) {
        List<Figure> figures = health.figures();
        int from = 0;
        while (from < figures.size()) {
            int to = from + 1;
            while (to < figures.size() && figures.get(to).isSameMetric(figures.get(from))) {
                to++;
            }
            write(figures.subList(from, to), epochNanos);
            from = to;
        }
    }

    private void write(List<Figure> points, long now) {
        Figure metric = points.get(0);
        SpoolRecord.begin(out, Signal.METRICS, scope);
        out.text(1, metric.name());
        out.text(2, metric.description());
        out.text(3, metric.unit());
        int data = out.begin(data(metric.kind()));
        for (Figure point : points) {
            if (metric.kind() == Kind.HISTOGRAM) {
                histogram(point, now);
            } else {
                number(point, now);
            }
        }
        if (metric.kind() != Kind.GAUGE) {
            out.varint(2, CUMULATIVE);
        }
        if (metric.kind() == Kind.COUNTER) {
            out.varint(3, MONOTONIC);
        }
        out.end(data);
        spool.write(Signal.METRICS, out.array(), 0, out.length());
    }

    private static int data(Kind kind) {
        return switch (kind) {
            case GAUGE -> GAUGE;
            case HISTOGRAM -> HISTOGRAM;
            case COUNTER, LEVEL -> SUM;
        };
    }

    private void number(Figure figure, long now) {
        int point = begin(now);
        if (figure.value() instanceof Double real) {
            out.real(4, real);
        } else {
            out.fixed64(6, figure.value().longValue());
        }
        attributes(7, figure);
        out.end(point);
    }

    private void histogram(Figure figure, long now) {
        int point = begin(now);
        out.fixed64(4, figure.count());
        out.real(5, figure.value().doubleValue());
        int bucket = out.begin(6);
        out.rawFixed64(figure.count());
        out.end(bucket);
        attributes(9, figure);
        out.end(point);
    }

    private int begin(long now) {
        int point = out.begin(1);
        out.fixed64(2, startEpochNanos);
        out.fixed64(3, now);
        return point;
    }

    // The semantic conventions have one number among them.
    private void attributes(int field, Figure figure) {
        figure.tags().forEach((name, value) -> {
            if (name.equals(Health.PORT)) {
                KeyValue.put(out, field, name, Long.parseLong(value));
            } else {
                KeyValue.put(out, field, name, value);
            }
        });
    }
}
