package io.indelible.agent.engine.health;

import io.indelible.agent.engine.health.Figure.Kind;
import io.indelible.agent.engine.recorder.SpanCounts;
import io.indelible.agent.engine.recorder.SpanCounts.Origin;
import io.indelible.instrumentation.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What is said of spans while they are made. Used by the export thread. */
public final class SpanFigures {
    private static final String RESULT = "otel.span.sampling_result";
    private static final String ORIGIN = "otel.span.parent.origin";
    private static final String RECORDED = "RECORD_AND_SAMPLE";
    private static final String DROPPED = "DROP";

    private final SpanCounts spans;
    private final Consumer<Consumer<Operation>> everything;
    private final long[] recorded = new long[Origin.values().length];
    private final long[] dropped = new long[Origin.values().length];

    /** @param everything shows every operation that is open, some of them twice */
    public SpanFigures(SpanCounts spans, Consumer<Consumer<Operation>> everything) {
        this.spans = spans;
        this.everything = everything;
    }

    void addTo(List<Figure> figures) {
        long live = started(recorded, true);
        started(dropped, false);
        for (Origin origin : Origin.values()) {
            add(figures, origin, RECORDED, recorded);
            add(figures, origin, DROPPED, dropped);
        }
        figures.add(new Figure(
                "otel.sdk.span.live",
                Kind.LEVEL,
                "{span}",
                "Spans that are open, but of files that are.",
                Map.of(RESULT, RECORDED),
                live));
    }

    private static void add(List<Figure> figures, Origin origin, String result, long[] started) {
        if (started[origin.ordinal()] > 0) {
            figures.add(new Figure(
                    "otel.sdk.span.started",
                    Kind.COUNTER,
                    "{span}",
                    "Spans that have ended or are open.",
                    Map.of(ORIGIN, origin.name().toLowerCase(Locale.ROOT), RESULT, result),
                    started[origin.ordinal()]));
        }
    }

    /** Brings the sums up to date and returns how many are open. One that ends meanwhile is seen neither here nor there. */
    private long started(long[] sums, boolean sampled) {
        long[] ended = new long[sums.length];
        for (Origin origin : Origin.values()) {
            ended[origin.ordinal()] = spans.ended(origin, sampled);
        }
        long[] live = SpanCounts.live(everything, sampled);
        long open = 0;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(sums[i], ended[i] + live[i]);
            open += live[i];
        }
        return open;
    }
}
