/**
 * Loaded by: application.
 *
 * <p>Parts of the HTTP server instrumentation by themselves.
 */
@NullMarked
package io.indelible.instrumentation.http.server;

import org.jspecify.annotations.NullMarked;
