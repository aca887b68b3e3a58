package io.indelible.exporter.otlp;

import io.indelible.exporter.Exporter;
import io.indelible.exporter.Signal;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the OTLP destination is.
 *
 * @param traces for spans
 * @param logs for log records
 * @param metrics for metrics
 * @param version of Indelible, for the User-Agent
 */
public record OtlpSettings(Endpoint traces, Endpoint logs, Endpoint metrics, String version) {
    private static final long CONNECT_MILLIS = 5_000;

    /**
     * One URL and how to speak to it.
     *
     * @param uri {@code http} or {@code https}; used as it is, but of gRPC, which has paths of its own, only the host and port
     * @param protocol what is spoken there
     * @param headers sent with each request; their values are secrets and never said
     * @param gzip whether requests are compressed
     * @param timeoutMillis for one request with its response, connecting included; 0 for no limit, which is kept as
     *     one that nobody lives to see
     * @param connectMillis for connecting alone; 0 for no limit of its own
     * @param tls whom to trust and who we are
     */
    public record Endpoint(
            URI uri,
            OtlpProtocol protocol,
            Map<String, String> headers,
            boolean gzip,
            long timeoutMillis,
            long connectMillis,
            TlsFiles tls) {
        /** A copy of the headers, so that nobody changes them later. */
        public Endpoint {
            headers = Map.copyOf(headers);
            timeoutMillis = timeoutMillis == 0 ? Integer.MAX_VALUE : timeoutMillis;
            connectMillis = connectMillis == 0 ? timeoutMillis : Math.min(connectMillis, timeoutMillis);
        }

        /** Protobuf over HTTP, with what the platform trusts. */
        public Endpoint(URI uri, Map<String, String> headers, boolean gzip, long timeoutMillis) {
            this(uri, OtlpProtocol.HTTP_PROTOBUF, headers, gzip, timeoutMillis, CONNECT_MILLIS, TlsFiles.NONE);
        }

        /** Whether what is sent is encrypted. */
        boolean secure() {
            return "https".equalsIgnoreCase(uri.getScheme());
        }

        /** The port, also where none is named. */
        int port() {
            int port = uri.getPort();
            return port >= 0 ? port : secure() ? 443 : 80;
        }

        /** The server as it is named; an address of IPv6 without its brackets. */
        Exporter.@Nullable Server server() {
            String host = uri.getHost();
            return host == null ? null : new Exporter.Server(host.replaceAll("[\\[\\]]", ""), port());
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
            case TRACES -> new OtlpSettings(endpoint, logs, metrics, version);
            case LOGS -> new OtlpSettings(traces, endpoint, metrics, version);
            case METRICS -> new OtlpSettings(traces, logs, endpoint, version);
        };
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
