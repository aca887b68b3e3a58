package io.indelible.agent.engine.metrics;

import static io.indelible.instrumentation.Vocabulary.ERROR_TYPE;

import io.indelible.agent.engine.recorder.OperationTimers;
import io.indelible.agent.engine.recorder.Slots;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Operation;
import io.micrometer.core.instrument.Clock;
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
 * The timers, kept by Micrometer. Any thread records; a known combination of tags allocates nothing. Beyond
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
    private final ConcurrentHashMap<TagSet, Timer> series = new ConcurrentHashMap<>();
    private final AtomicIntegerArray seriesOf = new AtomicIntegerArray(Metric.values().length);
    private final Slots<TagSet> scratch = new Slots<>() {
        @Override
        protected TagSet make() {
            return new TagSet();
        }
    };
    private final Duration[][] boundaries = boundaries();

    @Override
    public void record(Operation operation, @Nullable String errorType) {
        TagSet tags = scratch.borrow();
        tags.reset(operation.family.timer);
        operation.tag(tags);
        tags.put(ERROR_TYPE, errorType);
        timer(tags).record(operation.durationNanos, TimeUnit.NANOSECONDS);
        scratch.giveBack(tags);
    }

    /** Visits every series. */
    void forEach(BiConsumer<TagSet, Timer> visitor) {
        for (Map.Entry<TagSet, Timer> entry : series.entrySet()) {
            visitor.accept(entry.getKey(), entry.getValue());
        }
    }

    private Timer timer(TagSet tags) {
        Timer known = series.get(tags);
        return known != null ? known : create(tags.copy());
    }

    private Timer create(TagSet tags) {
        if (seriesOf.get(tags.metric().ordinal()) >= MOST_SERIES) {
            TagSet overflow = new TagSet();
            overflow.reset(tags.metric());
            overflow.put(OVERFLOW, true);
            return series.computeIfAbsent(overflow, this::register);
        }
        return series.computeIfAbsent(tags, this::register);
    }

    private Timer register(TagSet tags) {
        seriesOf.incrementAndGet(tags.metric().ordinal());
        Tags named = Tags.empty();
        for (int i = 0; i < tags.size(); i++) {
            String text = tags.text(i);
            named = named.and(tags.name(i), text == null ? Long.toString(tags.number(i)) : text);
        }
        return Timer.builder(tags.metric().metricName)
                .tags(named)
                .serviceLevelObjectives(boundaries[tags.metric().ordinal()])
                .distributionStatisticExpiry(FOREVER)
                .distributionStatisticBufferLength(1)
                .register(registry);
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

    private static Duration[][] boundaries() {
        Metric[] metrics = Metric.values();
        Duration[][] all = new Duration[metrics.length][];
        for (Metric metric : metrics) {
            double[] seconds = metric.boundarySeconds();
            Duration[] durations = new Duration[seconds.length];
            for (int i = 0; i < seconds.length; i++) {
                durations[i] = Duration.ofNanos(Math.round(seconds[i] * 1e9));
            }
            all[metric.ordinal()] = durations;
        }
        return all;
    }
}
