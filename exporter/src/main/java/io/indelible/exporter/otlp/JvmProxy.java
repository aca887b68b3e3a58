package io.indelible.exporter.otlp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxies that the JVM is told of: {@code http.proxyHost} or {@code https.proxyHost}, {@code http.nonProxyHosts}, or
 * whatever else its {@link ProxySelector} knows (JDK, <i>Networking properties</i>). A SOCKS proxy is not used.
 */
final class JvmProxy {
    private JvmProxy() {}

    /**
     * Where a connection to the server has to begin.
     *
     * @return a proxy; the server itself when there is none for it, or when a security manager lets nobody ask
     * @throws IOException when the application's own selector fails
     */
    static HttpHost before(HttpHost server) throws IOException {
        try {
            ProxySelector selector = ProxySelector.getDefault();
            return selector == null ? server : first(selector.select(URI.create(server.toURI())), server);
        } catch (SecurityException notForUs) {
            return server;
        } catch (RuntimeException e) {
            throw new IOException("the JVM's proxy selector failed: " + e, e);
        }
    }

    private static HttpHost first(@Nullable List<Proxy> proxies, HttpHost server) {
        if (proxies != null && !proxies.isEmpty()) {
            Proxy proxy = proxies.get(0);
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                return new HttpHost("http", address.getHostString(), address.getPort());
            }
        }
        return server;
    }
}
