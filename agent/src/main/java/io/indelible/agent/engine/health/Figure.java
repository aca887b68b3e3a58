package io.indelible.agent.engine.health;

import java.util.Map;

/**
 * One figure about the agent itself, as of now.
 *
 * @param name the metric's name; figures of one name follow each other
 * @param unit by the Unified Code for Units of Measure
 * @param tags what tells it from others of its name
 * @param value whole, or with a fraction where it is a {@link Double}; of a {@link Kind#HISTOGRAM} the sum
 * @param count of a {@link Kind#HISTOGRAM}: how many values the sum is of
 */
record Figure(
        String name, Kind kind, String unit, String description, Map<String, String> tags, Number value, long count) {
    Figure(String name, Kind kind, String unit, String description, Map<String, String> tags, Number value) {
        this(name, kind, unit, description, tags, value, 0);
    }

    /** What may be done with it. */
    enum Kind {
        /** A sum that only grows. */
        COUNTER,
        /** A sum that grows and shrinks. */
        LEVEL,
        /** A state, of which sums say nothing. */
        GAUGE,
        /** Values with their number and sum, in one bucket. */
        HISTOGRAM
    }

    /** Whether it is the same metric. */
    boolean isSameMetric(Figure other) {
        return name.equals(other.name);
    }
}
