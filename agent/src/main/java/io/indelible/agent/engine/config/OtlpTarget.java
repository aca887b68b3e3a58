package io.indelible.agent.engine.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one signal goes by OTLP, and how.
 *
 * @param url the whole address, path included
 * @param protocol as in {@code otel.exporter.otlp.protocol}
 * @param headers of every request, decoded; secret
 * @param gzip whether requests are compressed
 * @param timeoutMillis how long one request may take; 0 for no limit
 * @param connectMillis how long connecting may take, as a part of it; 0 for no limit of its own
 * @param certificate PEM file of whom to trust; null for the platform's authorities
 * @param clientCertificate PEM file of who we are; null for nobody
 * @param clientKey PEM file that proves it
 */
public record OtlpTarget(
        String url,
        String protocol,
        Map<String, String> headers,
        boolean gzip,
        long timeoutMillis,
        long connectMillis,
        @Nullable String certificate,
        @Nullable String clientCertificate,
        @Nullable String clientKey) {
    /** Without the headers and other secrets, for it may end in a log. */
    @Override
    public String toString() {
        return Masks.url(url);
    }
}
