/**
 * Loaded by: application.
 *
 * <p>Requests on the loopback interface.
 */
@NullMarked
package io.indelible.benchmarks.http;

import org.jspecify.annotations.NullMarked;
