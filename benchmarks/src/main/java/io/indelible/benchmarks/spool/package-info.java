/**
 * Loaded by: application.
 *
 * <p>Records into the ring; beside a bare append to a mapped file.
 */
@NullMarked
package io.indelible.benchmarks.spool;

import org.jspecify.annotations.NullMarked;
