/**
 * Loaded by: application.
 *
 * <p>Parts of the instrumentation of {@code java.net.http.HttpClient} by themselves.
 */
@NullMarked
package io.indelible.instrumentation.http.client;

import org.jspecify.annotations.NullMarked;
