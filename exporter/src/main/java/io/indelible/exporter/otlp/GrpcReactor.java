package io.indelible.exporter.otlp;

import java.io.IOException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.ClientH2PrefaceHandler;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.http2.ssl.H2ClientTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The one thread of all gRPC connections, started with the first. */
final class GrpcReactor {
    private static final int MAX_HEADERS = 64 << 10;

    private final OtlpThreads threads;
    private final Lookups lookups;
    private final ClientH2StreamMultiplexerFactory streams = new ClientH2StreamMultiplexerFactory(
            HttpProcessorBuilder.create().build(),
            null,
            H2Config.custom()
                    .setPushEnabled(false)
                    .setMaxHeaderListSize(MAX_HEADERS)
                    .build(),
            null,
            null);
    private @Nullable DefaultConnectingIOReactor reactor;

    GrpcReactor(UnaryOperator<Runnable> guarded) {
        threads = new OtlpThreads(guarded);
        lookups = new Lookups(threads);
    }

    /** For what blocks: asking for the addresses of a name. */
    Lookups lookups() {
        return lookups;
    }

    synchronized DefaultConnectingIOReactor started() {
        if (reactor == null) {
            reactor = new DefaultConnectingIOReactor(
                    (session, attachment) -> handler(session, (Peer) attachment),
                    IOReactorConfig.custom().setIoThreadCount(1).build(),
                    threads::thread,
                    null,
                    null,
                    null,
                    null);
            reactor.start();
        }
        return reactor;
    }

    synchronized void close() {
        if (reactor != null) {
            reactor.close(CloseMode.IMMEDIATE);
        }
    }

    private IOEventHandler handler(ProtocolIOSession session, Peer peer) {
        ClientH2PrefaceHandler http2 = new ClientH2PrefaceHandler(session, streams, false, null);
        if (peer.tunnelled) {
            return new ProxyTunnel(peer.host, peer.timeout, () -> begin(session, peer, http2));
        }
        if (peer.tls != null) {
            encrypt(session, peer, peer.tls);
        }
        return http2;
    }

    /** What the reactor does itself where there is no proxy. */
    private static void begin(ProtocolIOSession session, Peer peer, ClientH2PrefaceHandler http2) {
        session.upgrade(http2);
        if (peer.tls != null) {
            encrypt(session, peer, peer.tls);
            return;
        }
        try {
            http2.connected(session);
        } catch (IOException e) {
            http2.exception(session, e);
        }
    }

    /** Verifies that the certificate is for the host, and offers HTTP/2 only. */
    private static void encrypt(ProtocolIOSession session, Peer peer, SSLContext tls) {
        new H2ClientTlsStrategy(tls).upgrade(session, peer.host, HttpVersionPolicy.FORCE_HTTP_2, peer.timeout, null);
    }

    /**
     * What a new connection is told.
     *
     * @param tls null for clear text
     * @param tunnelled whether it is a proxy that is connected to, and not yet the host
     */
    record Peer(HttpHost host, @Nullable SSLContext tls, Timeout timeout, boolean tunnelled) {}
}
