package io.indelible.agent.engine.metrics;

import io.indelible.instrumentation.Figures;
import io.indelible.instrumentation.Metric;
import org.jspecify.annotations.Nullable;

/** Hands the figures of one operation after the other to the meters. Used by one thread at a time, again and again. */
final class TaggedFigures implements Figures {
    private final MicrometerTimers meters;
    private final TagSet tags = new TagSet();

    TaggedFigures(MicrometerTimers meters) {
        this.meters = meters;
    }

    @Override
    public void of(Metric metric) {
        tags.reset(metric);
    }

    @Override
    public void put(String name, @Nullable String value) {
        tags.put(name, value);
    }

    @Override
    public void put(String name, long value) {
        tags.put(name, value);
    }

    @Override
    public void put(String name, boolean value) {
        tags.put(name, value);
    }

    @Override
    public void add(double amount) {
        meters.count(tags, amount);
    }
}
