/**
 * Loaded by: application.
 *
 * <p>What the export thread does with a batch.
 */
@NullMarked
package io.indelible.benchmarks.exporter;

import org.jspecify.annotations.NullMarked;
