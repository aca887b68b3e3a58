/** Loaded by: application. */
@NullMarked
package io.indelible.benchmarks;

import org.jspecify.annotations.NullMarked;
