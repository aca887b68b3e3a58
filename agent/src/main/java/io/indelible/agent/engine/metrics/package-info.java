/**
 * Loaded by: engine.
 *
 * <p>The timers, counts and rates: Micrometer keeps the figures, this package finds the right meter without allocating and
 * writes what they say as OTLP metrics.
 */
@NullMarked
package io.indelible.agent.engine.metrics;

import org.jspecify.annotations.NullMarked;
