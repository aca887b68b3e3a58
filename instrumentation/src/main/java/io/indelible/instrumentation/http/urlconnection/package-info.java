/**
 * Loaded by: engine; the advice classes are read, never loaded.
 *
 * <p>{@code java.net.HttpURLConnection} as the JDK implements it for http and https. One operation for each connection
 * object, from the first call that goes to the network until the response headers are there ({@code getInputStream} and
 * what calls it, such as {@code getResponseCode}), a call fails, or {@code disconnect}; of a connection that is merely
 * dropped, until its last call. Reading the body is not included. A file whose bytes, all that were read of it, went into the body is told as a child of the request
 * ({@link io.indelible.instrumentation.http.urlconnection.SentBody}). Not seen: other protocol handlers.
 */
@NullMarked
package io.indelible.instrumentation.http.urlconnection;

import org.jspecify.annotations.NullMarked;
