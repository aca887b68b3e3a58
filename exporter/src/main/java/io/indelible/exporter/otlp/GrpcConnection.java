package io.indelible.exporter.otlp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A connection to one server, made again when it is closed. One call at a time. */
final class GrpcConnection {
    final String stamp;
    private final GrpcReactor reactor;
    private final HttpHost host;
    private final Timeout timeout;
    private final @Nullable SSLContext tls;
    private volatile @Nullable IOSession session;

    /**
     * A connection, not yet made.
     *
     * @param tls null for clear text
     * @param stamp of the files that {@code tls} was made of
     */
    GrpcConnection(
            GrpcReactor reactor, String host, int port, long connectMillis, @Nullable SSLContext tls, String stamp) {
        this.reactor = reactor;
        // An address of IPv6 has brackets in a URL only.
        this.host = new HttpHost(
                tls == null ? "http" : "https",
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port);
        this.timeout = Timeout.ofMilliseconds(connectMillis);
        this.tls = tls;
        this.stamp = stamp;
    }

    /**
     * Connects, if need be, and starts the call. Returns at once.
     *
     * @throws IOException when it cannot even be tried
     */
    void execute(GrpcCall call) throws IOException {
        IOSession open = session;
        if (open != null && open.isOpen()) {
            start(call, open);
        } else {
            HttpHost hop = JvmProxy.before(host);
            reactor.lookups().begin(hop.getHostName(), () -> resolve(call, hop));
        }
    }

    /** Closes what is open; the next call connects again. Any thread. */
    void drop() {
        IOSession open = session;
        session = null;
        if (open != null) {
            open.close(CloseMode.IMMEDIATE);
        }
    }

    /** Where to connect to first: the host itself or a proxy. */
    private void resolve(GrpcCall call, HttpHost hop) {
        try {
            connect(call, hop, InetAddress.getAllByName(hop.getHostName()), 0);
        } catch (IOException | RuntimeException e) {
            call.failed(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of all that it could say
    private void connect(GrpcCall call, HttpHost hop, InetAddress[] addresses, int index) {
        InetSocketAddress address = new InetSocketAddress(addresses[index], hop.getPort());
        GrpcReactor.Peer peer = new GrpcReactor.Peer(host, tls, timeout, !hop.equals(host));
        reactor.started().connect(host, address, null, timeout, peer, new FutureCallback<>() {
            @Override
            public void completed(IOSession connected) {
                established(call, connected);
            }

            @Override
            public void failed(Exception trouble) {
                if (index + 1 < addresses.length && !call.answer.isDone()) {
                    connect(call, hop, addresses, index + 1);
                } else {
                    call.failed(notConnected(trouble));
                }
            }

            @Override
            public void cancelled() {
                call.cancel();
            }
        });
    }

    private void established(GrpcCall call, IOSession connected) {
        if (call.answer.isDone()) {
            // Given up meanwhile, and another may be on its way already.
            connected.close(CloseMode.IMMEDIATE);
            return;
        }
        session = connected;
        start(call, connected);
    }

    private static void start(GrpcCall call, IOSession open) {
        open.enqueue(new RequestExecutionCommand(call, HttpCoreContext.create()), Command.Priority.NORMAL);
        if (!open.isOpen()) {
            call.cancel(); // closed before it could see the command
        }
    }

    private static IOException notConnected(Exception trouble) {
        String message = trouble.getMessage() == null ? trouble.toString() : trouble.getMessage();
        ConnectException notConnected = new ConnectException(message);
        notConnected.initCause(trouble);
        return notConnected;
    }
}
