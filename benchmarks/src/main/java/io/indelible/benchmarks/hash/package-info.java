/**
 * Loaded by: application.
 *
 * <p>Reads and digest updates that are only watched, and the hash of a whole file.
 */
@NullMarked
package io.indelible.benchmarks.hash;

import org.jspecify.annotations.NullMarked;
