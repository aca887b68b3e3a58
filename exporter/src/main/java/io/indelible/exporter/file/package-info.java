/**
 * Loaded by: engine.
 *
 * <p>The local store: OTLP JSON lines that anyone can read.
 */
@NullMarked
package io.indelible.exporter.file;

import org.jspecify.annotations.NullMarked;
