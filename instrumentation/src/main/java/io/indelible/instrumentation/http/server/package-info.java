/**
 * Loaded by: engine; the advice classes are read, never loaded.
 *
 * <p>The JDK's {@code com.sun.net.httpserver.HttpServer}. Wrapped is {@code Filter.Chain.doFilter}, which every request
 * passes, filters included; the outermost call counts. A handler that returns before it has answered leaves its
 * operation open until the exchange sends its response headers or is closed. Not seen: requests that the server rejects
 * itself (no context, malformed), and late answers of another implementation of the server's provider interface.
 *
 * <p>{@code ServerOperation} and {@code RequestFields} name types of a module that a run-time image may lack: they must
 * not be reached before the first call.
 */
@NullMarked
package io.indelible.instrumentation.http.server;

import org.jspecify.annotations.NullMarked;
