package io.indelible.agent.engine.metrics;

import static io.indelible.instrumentation.Vocabulary.ERROR_TYPE;

import io.indelible.agent.engine.recorder.OperationTimers;
import io.indelible.agent.engine.recorder.Slots;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Operation;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers and all other figures, kept by Micrometer. Any thread records; a known combination of tags allocates nothing. Beyond
 * {@link #MOST_SERIES} combinations a metric counts into one overflow series, so a tag that runs wild cannot fill the heap
 * (OpenTelemetry metrics SDK, cardinality limits).
 */
public final class MicrometerTimers implements OperationTimers {
    /** The series that a metric may have; the rest share one that says so. */
    static final int MOST_SERIES = 2000;

    private static final String OVERFLOW = "otel.metric.overflow";
    /** Micrometer's histograms forget; cumulative ones must not, so the window is longer than any process lives. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new Stopped());
    private final ConcurrentHashMap<TagSet, Meter> series = new ConcurrentHashMap<>();
    private final AtomicIntegerArray seriesOf = new AtomicIntegerArray(Metric.values().length);
    private final Slots<TaggedFigures> scratch = new Slots<>() {
        @Override
        protected TaggedFigures make() {
            return new TaggedFigures(MicrometerTimers.this);
        }
    };

    @Override
    public void record(Operation operation, @Nullable String errorType) {
        TaggedFigures figures = scratch.borrow();
        figures.of(operation.family.timer);
        operation.tag(figures);
        figures.put(ERROR_TYPE, errorType);
        figures.add((double) operation.durationNanos);
        operation.measure(figures);
        scratch.giveBack(figures);
    }

    /** Counts one amount, a duration in nanoseconds, in the series of these tags. */
    void count(TagSet tags, double amount) {
        Meter meter = meter(tags);
        if (meter instanceof Timer timer) {
            timer.record((long) amount, TimeUnit.NANOSECONDS);
        } else if (meter instanceof Counter counter) {
            counter.increment(amount);
        } else if (meter instanceof DistributionSummary summary) {
            summary.record(amount);
        }
    }

    /** Visits every series. */
    void forEach(BiConsumer<TagSet, Meter> visitor) {
        for (Map.Entry<TagSet, Meter> entry : series.entrySet()) {
            visitor.accept(entry.getKey(), entry.getValue());
        }
    }

    private Meter meter(TagSet tags) {
        Meter known = series.get(tags);
        return known != null ? known : create(tags.copy());
    }

    private Meter create(TagSet tags) {
        if (seriesOf.get(tags.metric().ordinal()) >= MOST_SERIES) {
            TagSet overflow = new TagSet();
            overflow.reset(tags.metric());
            overflow.put(OVERFLOW, true);
            return series.computeIfAbsent(overflow, this::register);
        }
        return series.computeIfAbsent(tags, this::register);
    }

    private Meter register(TagSet tags) {
        Metric metric = tags.metric();
        seriesOf.incrementAndGet(metric.ordinal());
        return switch (metric.kind) {
            case TIMER -> timer(metric, named(tags));
            case DISTRIBUTION -> distribution(metric, named(tags));
            case COUNTER -> Counter.builder(metric.metricName).tags(named(tags)).register(registry);
        };
    }

    private Timer timer(Metric metric, Tags tags) {
        return Timer.builder(metric.metricName)
                .tags(tags)
                .serviceLevelObjectives(durations(metric.boundaries()))
                .distributionStatisticExpiry(FOREVER)
                .distributionStatisticBufferLength(1)
                .register(registry);
    }

    private DistributionSummary distribution(Metric metric, Tags tags) {
        return DistributionSummary.builder(metric.metricName)
                .tags(tags)
                .serviceLevelObjectives(metric.boundaries())
                .distributionStatisticExpiry(FOREVER)
                .distributionStatisticBufferLength(1)
                .register(registry);
    }

    private static Tags named(TagSet tags) {
        Tags named = Tags.empty();
        for (int i = 0; i < tags.size(); i++) {
            String text = tags.text(i);
            named = named.and(tags.name(i), text == null ? Long.toString(tags.number(i)) : text);
        }
        return named;
    }

    private static Duration[] durations(double[] seconds) {
        Duration[] durations = new Duration[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            durations[i] = Duration.ofNanos(Math.round(seconds[i] * 1e9));
        }
        return durations;
    }

    /**
     * Micrometer asks for the time at each recording, only to see whether a window is over. None ever is; asking cost as
     * much as counting.
     */
    private static final class Stopped implements Clock {
        @Override
        public long wallTime() {
            return 0;
        }

        @Override
        public long monotonicTime() {
            return 0;
        }
    }
}
