/**
 * Loaded by: engine.
 *
 * <p>Records on disk: the ring that application threads write to, the queue behind it, and the directory that holds both.
 */
@NullMarked
package io.indelible.exporter.spool;

import org.jspecify.annotations.NullMarked;
