/**
 * Loaded by: engine; the advice classes are read, never loaded.
 *
 * <p>The JDK's {@code java.net.http.HttpClient}. Wrapped is its one implementation, {@code HttpClientImpl}: {@code send}
 * and the widest public {@code sendAsync}, to which the other delegates. An operation lasts until the response object
 * exists, so it includes the body when the body handler waits for it. A WebSocket's opening handshake is seen as a
 * request, its messages are not; neither are other implementations of {@code HttpClient}, which are usually mocks.
 *
 * <p>{@code HttpHeaderFields} and {@code JavaHttpOperation} name types of a module that a run-time image may lack: they
 * must not be reached before the first call.
 */
@NullMarked
package io.indelible.instrumentation.http.client;

import org.jspecify.annotations.NullMarked;
