/**
 * Loaded by: application.
 *
 * <p>What the benchmarks share: the engine composed on the class path, and how forked JVMs are started.
 */
@NullMarked
package io.indelible.benchmarks;

import org.jspecify.annotations.NullMarked;
