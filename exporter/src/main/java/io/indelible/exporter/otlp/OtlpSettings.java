package io.indelible.exporter.otlp;

import io.indelible.exporter.Signal;
import java.net.URI;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the OTLP destination is.
 *
 * @param traces for spans
 * @param logs for log records
 * @param metrics for metrics
 * @param tls whom to trust and who we are; null for the platform's default
 * @param version of Indelible, for the User-Agent
 */
public record OtlpSettings(Endpoint traces, Endpoint logs, Endpoint metrics, @Nullable SSLContext tls, String version) {
    /**
     * One URL and how to speak to it.
     *
     * @param uri used as it is, {@code http} or {@code https}
     * @param headers sent with each request; their values are secrets and never said
     * @param gzip whether requests are compressed
     * @param timeoutMillis for one request with its response, connecting included; 0 for no limit, which is kept as
     *     one that nobody lives to see
     */
    public record Endpoint(URI uri, Map<String, String> headers, boolean gzip, long timeoutMillis) {
        /** A copy of the headers, so that nobody changes them later. */
        public Endpoint {
            headers = Map.copyOf(headers);
            timeoutMillis = timeoutMillis == 0 ? Integer.MAX_VALUE : timeoutMillis;
        }

        /** The URL without user, password, query and fragment, any of which may hold a secret. */
        public String display() {
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return uri.getScheme() + "://" + uri.getHost() + port + path;
        }

        @Override
        public String toString() {
            return display() + (gzip ? " (gzip, " : " (") + timeoutMillis + " ms)";
        }
    }

    /** Settings of the generic endpoint: {@code v1/<signal>} is appended to its path for each signal. */
    public static OtlpSettings of(
            URI base, Map<String, String> headers, boolean gzip, long timeoutMillis, String version) {
        return new OtlpSettings(
                new Endpoint(below(base, Signal.TRACES), headers, gzip, timeoutMillis),
                new Endpoint(below(base, Signal.LOGS), headers, gzip, timeoutMillis),
                new Endpoint(below(base, Signal.METRICS), headers, gzip, timeoutMillis),
                null,
                version);
    }

    /** The URL of a signal under a generic endpoint, whose own path and query stay. */
    public static URI below(URI base, Signal signal) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String slash = path.endsWith("/") ? "" : "/";
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        String authority = base.getRawAuthority() == null ? "" : base.getRawAuthority();
        return URI.create(base.getScheme() + "://" + authority + path + slash + "v1/" + signal.path() + query);
    }

    /** The same with this endpoint for one signal. */
    public OtlpSettings with(Signal signal, Endpoint endpoint) {
        return switch (signal) {
            case TRACES -> new OtlpSettings(endpoint, logs, metrics, tls, version);
            case LOGS -> new OtlpSettings(traces, endpoint, metrics, tls, version);
            case METRICS -> new OtlpSettings(traces, logs, endpoint, tls, version);
        };
    }

    /** The same with this trust and identity. */
    public OtlpSettings with(SSLContext newTls) {
        return new OtlpSettings(traces, logs, metrics, newTls, version);
    }

    /** The endpoint of a signal. */
    public Endpoint endpoint(Signal signal) {
        return switch (signal) {
            case TRACES -> traces;
            case LOGS -> logs;
            case METRICS -> metrics;
        };
    }
}
