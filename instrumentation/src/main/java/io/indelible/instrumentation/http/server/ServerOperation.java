package io.indelible.instrumentation.http.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.http.HttpConventions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request to the server. Takes what it needs of the exchange at the start, for the peer is unknown once the
 * connection is closed, and lets go of the exchange when its handler returns, for then it is a weak key.
 */
final class ServerOperation extends Operation {
    private final HttpConventions conventions;
    private final String method;
    private final String protocol;
    private final boolean secure;
    private final String route;
    private @Nullable Headers headers;
    private @Nullable URI uri;
    private @Nullable InetSocketAddress peer;
    private @Nullable HttpExchange exchange;
    private @Nullable Thread thread = Thread.currentThread();
    private int status = -1;

    private ServerOperation(HttpConventions conventions, HttpExchange exchange) {
        super(Family.HTTP_SERVER);
        this.conventions = conventions;
        this.exchange = exchange;
        method = exchange.getRequestMethod();
        protocol = exchange.getProtocol();
        secure = exchange instanceof HttpsExchange;
        route = exchange.getHttpContext().getPath();
        headers = exchange.getRequestHeaders();
        uri = exchange.getRequestURI();
        peer = exchange.getRemoteAddress();
    }

    /** Starts the operation of an {@code HttpExchange} under the context that its request brought. */
    static ServerOperation start(Operations operations, HttpConventions conventions, Object exchange) {
        HttpExchange http = (HttpExchange) exchange;
        ServerOperation operation = new ServerOperation(conventions, http);
        operations.startRemote(operation, operations.extract(http.getRequestHeaders(), RequestFields.INSTANCE));
        return operation;
    }

    /** Whether the handling of {@code other} is part of this: the same exchange, or one that a filter wraps around it. */
    boolean covers(Object other) {
        return !ended && (exchange == other || thread == Thread.currentThread());
    }

    /** The handler has returned: lets go of the exchange and returns it. */
    Object leave() {
        HttpExchange left = Objects.requireNonNull(exchange);
        exchange = null;
        thread = null;
        return left;
    }

    /** Takes the status of the exchange; false when no response was sent yet. */
    boolean answered(Object from) {
        status = ((HttpExchange) from).getResponseCode();
        return status != -1;
    }

    /** Whether a response was sent. */
    static boolean isAnswered(Object exchange) {
        return ((HttpExchange) exchange).getResponseCode() != -1;
    }

    @Override
    public String spanName() {
        return conventions.methods().word(method) + ' ' + route;
    }

    @Override
    public void describe(AttributeWriter attributes) {
        tag(attributes);
        if (!conventions.methods().isKnown(method)) {
            attributes.put(Vocabulary.HTTP_REQUEST_METHOD_ORIGINAL, method);
        }
        if (uri != null) {
            attributes.put(Vocabulary.URL_PATH, uri.getRawPath());
            String query = uri.getRawQuery();
            attributes.put(
                    Vocabulary.URL_QUERY,
                    query == null ? null : conventions.redaction().query(query));
        }
        if (headers != null) {
            attributes.put(Vocabulary.USER_AGENT_ORIGINAL, headers.getFirst("User-agent"));
            describeServer(attributes, HostPort.of(Forwarding.host(headers)));
        }
        describePeer(attributes);
    }

    private static void describeServer(AttributeWriter attributes, @Nullable HostPort server) {
        if (server != null) {
            attributes.put(Vocabulary.SERVER_ADDRESS, server.host());
            if (server.port() > 0) {
                attributes.put(Vocabulary.SERVER_PORT, server.port());
            }
        }
    }

    private void describePeer(AttributeWriter attributes) {
        String address = peer == null || peer.getAddress() == null
                ? null
                : peer.getAddress().getHostAddress();
        HostPort client = headers == null ? null : HostPort.of(Forwarding.client(headers));
        attributes.put(Vocabulary.CLIENT_ADDRESS, client == null ? address : client.host());
        if (address != null && peer != null) {
            attributes.put(Vocabulary.NETWORK_PEER_ADDRESS, address);
            attributes.put(Vocabulary.NETWORK_PEER_PORT, peer.getPort());
        }
    }

    @Override
    public void tag(AttributeWriter tags) {
        tags.put(Vocabulary.HTTP_REQUEST_METHOD, conventions.methods().attribute(method));
        tags.put(Vocabulary.URL_SCHEME, scheme());
        tags.put(Vocabulary.HTTP_ROUTE, route);
        if (status != -1) {
            tags.put(Vocabulary.HTTP_RESPONSE_STATUS_CODE, status);
        }
        if (protocol.startsWith("HTTP/")) {
            tags.put(Vocabulary.NETWORK_PROTOCOL_VERSION, protocol.substring("HTTP/".length()));
        }
    }

    private String scheme() {
        String forwarded = headers == null ? null : Forwarding.scheme(headers);
        if (forwarded != null) {
            return forwarded;
        }
        return secure ? "https" : "http";
    }

    @Override
    public @Nullable String errorType(@Nullable Throwable thrown) {
        return status >= 500 ? Integer.toString(status) : super.errorType(thrown);
    }

    @Override
    public void release() {
        headers = null;
        uri = null;
        peer = null;
    }
}
