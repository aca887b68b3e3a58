package io.indelible.agent.engine.config;

import java.util.Map;

/**
 * Where one signal goes by OTLP over HTTP, and how.
 *
 * @param url the whole address, path included
 * @param headers of every request, decoded; secret
 * @param gzip whether requests are compressed
 * @param timeoutMillis how long one request may take; 0 for no limit
 */
public record OtlpTarget(String url, Map<String, String> headers, boolean gzip, long timeoutMillis) {
    /** Without the headers and other secrets, for it may end in a log. */
    @Override
    public String toString() {
        return Masks.url(url);
    }
}
