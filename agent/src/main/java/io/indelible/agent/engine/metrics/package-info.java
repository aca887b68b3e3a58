/**
 * Loaded by: engine.
 *
 * <p>The timers: Micrometer keeps the figures, this package finds the right timer without allocating and writes what they
 * say as OTLP metrics.
 */
@NullMarked
package io.indelible.agent.engine.metrics;

import org.jspecify.annotations.NullMarked;
