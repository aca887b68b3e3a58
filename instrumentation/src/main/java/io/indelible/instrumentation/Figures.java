package io.indelible.instrumentation;

/**
 * Takes what an operation counts besides its duration. One figure after the other: {@link #of} begins it, {@code put}
 * adds its tags, which must be of low cardinality, {@link #add} ends it. Names are constants of {@link Vocabulary}.
 */
public interface Figures extends AttributeWriter {
    /** Begins a figure of this metric, without tags. */
    void of(Metric metric);

    /**
     * Counts under the tags that were put since {@link #of}.
     *
     * @param amount not negative, in the metric's unit; of durations in nanoseconds, for those are measured so
     */
    void add(double amount);
}
