/**
 * Loaded by: engine.
 *
 * <p>What the HTTP instrumentations share: known methods, redaction of URLs, the words of an outgoing request, and
 * which propagation fields may be added to one. Source: HTTP span conventions, semantic conventions 1.45.0; the stable
 * attributes only.
 */
@NullMarked
package io.indelible.instrumentation.http;

import org.jspecify.annotations.NullMarked;
