/**
 * Loaded by: application.
 *
 * <p>The HTTP instrumentations: words by themselves, and real clients and servers with the advice inlined in processes
 * of their own.
 */
@NullMarked
package io.indelible.instrumentation.http;

import org.jspecify.annotations.NullMarked;
