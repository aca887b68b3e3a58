/**
 * Loaded by: engine.
 *
 * <p>The OTLP wire format and the destination that speaks it over HTTP.
 */
@NullMarked
package io.indelible.exporter.otlp;

import org.jspecify.annotations.NullMarked;
