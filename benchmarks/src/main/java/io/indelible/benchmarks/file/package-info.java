/**
 * Loaded by: application.
 *
 * <p>Copies of files.
 */
@NullMarked
package io.indelible.benchmarks.file;

import org.jspecify.annotations.NullMarked;
