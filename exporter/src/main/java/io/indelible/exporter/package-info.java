/**
 * Loaded by: engine.
 *
 * <p>From the spool to the destinations: {@link io.indelible.exporter.ExportLoop} tails a
 * {@link io.indelible.exporter.RecordSource}, hands batches to each {@link io.indelible.exporter.Exporter} and moves that
 * exporter's cursor when the batch was acknowledged.
 */
@NullMarked
package io.indelible.exporter;

import org.jspecify.annotations.NullMarked;
