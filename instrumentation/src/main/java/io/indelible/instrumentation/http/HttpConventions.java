package io.indelible.instrumentation.http;

import io.indelible.instrumentation.Operations;

/**
 * What settings say about the words for HTTP, read once at start.
 *
 * @param methods the methods named as they are; {@code otel.instrumentation.http.known-methods}
 * @param redaction what is hidden in URLs; {@code
 *     otel.instrumentation.sanitization.url.experimental.sensitive-query-parameters}
 */
public record HttpConventions(HttpMethods methods, UrlRedaction redaction) {
    private static final String KNOWN_METHODS = "otel.instrumentation.http.known-methods";
    private static final String SENSITIVE_PARAMETERS =
            "otel.instrumentation.sanitization.url.experimental.sensitive-query-parameters";

    /** Reads the settings. */
    public static HttpConventions of(Operations operations) {
        return new HttpConventions(
                HttpMethods.of(operations.setting(KNOWN_METHODS)),
                UrlRedaction.of(operations.setting(SENSITIVE_PARAMETERS)));
    }
}
