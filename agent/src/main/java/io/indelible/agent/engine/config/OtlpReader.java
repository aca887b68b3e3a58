package io.indelible.agent.engine.config;

import io.indelible.exporter.Signal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of OTLP by the rules of the OTLP exporter's specification: what is set for a signal goes before what is
 * set for all; the general endpoint is a base to which {@code v1/<signal>} is appended, a signal's own is used as it is.
 */
final class OtlpReader {
    private static final int LONGEST_HEADERS = 64 * 1024;
    private static final String GRPC = "grpc";
    private static final String GRPC_ENDPOINT = "http://localhost:4317/";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    private final SettingReader reader;
    private final String endpoint;
    private final boolean endpointIsDefault;
    private final Map<String, String> headers;
    private final String compression;
    private final long timeoutMillis;
    private final long connectMillis;
    private final String protocol;
    private final PemFiles pem;
    private final @Nullable String certificate;
    private final @Nullable String clientCertificate;
    private final @Nullable String clientKey;
    private boolean configured;

    OtlpReader(SettingReader reader) {
        this.reader = reader;
        String general = url(Setting.OTLP_ENDPOINT, Setting.OTLP_ENDPOINT.property());
        endpoint = Objects.requireNonNull(general);
        endpointIsDefault = endpoint.equals(Setting.OTLP_ENDPOINT.defaultText()) && !configured;
        protocol = Objects.requireNonNull(reader.choice(Setting.OTLP_PROTOCOL, Setting.OTLP_PROTOCOL.property()));
        Map<String, String> pairs = headers(Setting.OTLP_HEADERS, Setting.OTLP_HEADERS.property());
        headers = pairs == null ? Collections.emptyMap() : pairs;
        timeoutMillis = reader.number(Setting.OTLP_TIMEOUT);
        connectMillis = reader.number(Setting.OTLP_CONNECT_TIMEOUT);
        pem = new PemFiles(reader);
        certificate = pem.read(Setting.OTLP_CERTIFICATE, Setting.OTLP_CERTIFICATE.property(), CERTIFICATE);
        clientCertificate =
                pem.read(Setting.OTLP_CLIENT_CERTIFICATE, Setting.OTLP_CLIENT_CERTIFICATE.property(), CERTIFICATE);
        clientKey = pem.read(Setting.OTLP_CLIENT_KEY, Setting.OTLP_CLIENT_KEY.property(), KEY);
        compression =
                Objects.requireNonNull(reader.choice(Setting.OTLP_COMPRESSION, Setting.OTLP_COMPRESSION.property()));
    }

    /** Whether the user named an endpoint, for all signals or for one; asked when all targets are read. */
    boolean configured() {
        return configured;
    }

    OtlpTarget target(Signal signal) {
        String own = url(Setting.OTLP_SIGNAL_ENDPOINT, name(Setting.OTLP_SIGNAL_ENDPOINT, signal));
        String ownProtocol = reader.choice(Setting.OTLP_SIGNAL_PROTOCOL, name(Setting.OTLP_SIGNAL_PROTOCOL, signal));
        Map<String, String> ownHeaders =
                headers(Setting.OTLP_SIGNAL_HEADERS, name(Setting.OTLP_SIGNAL_HEADERS, signal));
        long ownTimeout = reader.number(Setting.OTLP_SIGNAL_TIMEOUT, name(Setting.OTLP_SIGNAL_TIMEOUT, signal));
        String ownCompression =
                reader.choice(Setting.OTLP_SIGNAL_COMPRESSION, name(Setting.OTLP_SIGNAL_COMPRESSION, signal));
        String spoken = ownProtocol == null ? protocol : ownProtocol;
        return new OtlpTarget(
                own == null ? general(spoken, signal) : asItIs(own),
                spoken,
                ownHeaders == null ? headers : ownHeaders,
                "gzip".equals(ownCompression == null ? compression : ownCompression),
                ownTimeout < 0 ? timeoutMillis : ownTimeout,
                connectMillis,
                file(Setting.OTLP_SIGNAL_CERTIFICATE, signal, CERTIFICATE, certificate),
                file(Setting.OTLP_SIGNAL_CLIENT_CERTIFICATE, signal, CERTIFICATE, clientCertificate),
                file(Setting.OTLP_SIGNAL_CLIENT_KEY, signal, KEY, clientKey));
    }

    private String general(String spoken, Signal signal) {
        if (!GRPC.equals(spoken)) {
            return appended(endpoint, signal);
        }
        return endpointIsDefault ? GRPC_ENDPOINT : asItIs(endpoint);
    }

    private @Nullable String file(Setting setting, Signal signal, String kind, @Nullable String general) {
        String own = pem.read(setting, name(setting, signal), kind);
        return own == null ? general : own;
    }

    private static String name(Setting pattern, Signal signal) {
        return pattern.property(signal.path());
    }

    private @Nullable String url(Setting setting, String property) {
        EffectiveSetting found = reader.find(setting, property);
        if (found.value() == null) {
            return null;
        }
        if (!http(found.value())) {
            return reader.reject(found, setting.defaultText());
        }
        configured |= found.source() != Source.DEFAULT;
        return found.value();
    }

    private @Nullable Map<String, String> headers(Setting setting, String property) {
        EffectiveSetting found = reader.find(setting, property);
        if (found.value() == null) {
            return null;
        }
        Map<String, String> pairs = found.value().length() > LONGEST_HEADERS ? null : Pairs.parse(found.value());
        if (pairs == null || !safe(pairs)) {
            reader.reject(found, null);
            return null;
        }
        return Collections.unmodifiableMap(pairs);
    }

    /** No header may smuggle in another one: what was decoded can hold line breaks. */
    private static boolean safe(Map<String, String> pairs) {
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            if (hasControl(pair.getKey()) || hasControl(pair.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean http(String text) {
        try {
            URI uri = new URI(text);
            boolean scheme = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return scheme && uri.getHost() != null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Appends the signal's path to the base's path, in front of a query. */
    static String appended(String base, Signal signal) {
        int query = base.indexOf('?');
        String address = query < 0 ? base : base.substring(0, query);
        String parameters = query < 0 ? "" : base.substring(query);
        String slash = address.endsWith("/") ? "v1/" : "/v1/";
        return address.concat(slash).concat(signal.path()).concat(parameters);
    }

    /** An absent path becomes the root; nothing else changes. */
    static String asItIs(String url) {
        int query = url.indexOf('?');
        String address = query < 0 ? url : url.substring(0, query);
        boolean path = address.indexOf('/', address.indexOf("://") + 3) >= 0;
        return path ? url : address.concat("/").concat(url.substring(address.length()));
    }
}
