/**
 * Loaded by: application.
 *
 * <p>From begin to end of an operation: ids, timer, encoding, ring; beside a span of the OpenTelemetry SDK.
 */
@NullMarked
package io.indelible.benchmarks.recorder;

import org.jspecify.annotations.NullMarked;
