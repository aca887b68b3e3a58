/**
 * Loaded by: application.
 *
 * <p>The doorbell itself: what advice costs where nobody listens.
 */
@NullMarked
package io.indelible.benchmarks.bridge;

import org.jspecify.annotations.NullMarked;
