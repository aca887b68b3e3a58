/**
 * Loaded by: application.
 *
 * <p>Parts of the instrumentation of the HTTP server by themselves.
 */
@NullMarked
package io.indelible.instrumentation.http.server;

import org.jspecify.annotations.NullMarked;
