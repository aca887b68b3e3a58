package io.indelible.exporter.otlp;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The clients of the JDK, made when they are first needed, and again when their thread has ended: one for all endpoints that
 * trust the same, so mostly one. Used by the export thread.
 */
final class HttpClients {
    private final Executor executor;
    private final Map<Key, Made> clients = new HashMap<>();

    HttpClients(Executor executor) {
        this.executor = executor;
    }

    /**
     * The client for an endpoint.
     *
     * @throws IOException when its certificates cannot be used
     */
    HttpClient of(OtlpSettings.Endpoint endpoint) throws IOException {
        Key key = new Key(endpoint.secure() ? endpoint.tls() : TlsFiles.NONE, endpoint.connectMillis());
        Made made = clients.get(key);
        String stamp = key.tls.isNone() ? "" : key.tls.stamp();
        if (made == null || made.thread.ended() || !made.stamp.equals(stamp)) {
            made = renewed(key, stamp, made);
            clients.put(key, made);
        }
        return made.client;
    }

    void close() {
        clients.clear();
    }

    // Certificates of short life are replaced while we run; one that is half written is left until it can be read.
    private Made renewed(Key key, String stamp, @Nullable Made old) throws IOException {
        try {
            return make(key, stamp);
        } catch (IOException e) {
            if (old == null) {
                throw e;
            }
            return old;
        }
    }

    private Made make(Key key, String stamp) throws IOException {
        ClientThread thread = new ClientThread(executor);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(thread)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(key.connectMillis));
        if (!key.tls.isNone()) {
            builder.sslContext(key.tls.context());
        }
        return new Made(builder.build(), thread, stamp);
    }

    private record Key(TlsFiles tls, long connectMillis) {}

    private record Made(HttpClient client, ClientThread thread, String stamp) {}
}
