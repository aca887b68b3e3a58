package io.indelible.instrumentation.http.client;

import io.indelible.instrumentation.http.ClientOperation;
import io.indelible.instrumentation.http.HttpConventions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request by {@code java.net.http.HttpClient}. Keeps the URI, never the request: that is a key of our map. */
final class JavaHttpOperation extends ClientOperation {
    /** Of an asynchronous request: set by the one thread that may end it. Null for a blocking one. */
    final @Nullable AtomicBoolean claimed;

    private @Nullable URI uri;

    private JavaHttpOperation(HttpConventions conventions, HttpRequest request, @Nullable AtomicBoolean claimed) {
        super(conventions, request.method() == null ? "GET" : request.method());
        this.uri = request.uri();
        this.claimed = claimed;
    }

    /** A blocking request; null when the application passed none. */
    static @Nullable JavaHttpOperation blocking(HttpConventions conventions, @Nullable Object request) {
        return request == null ? null : new JavaHttpOperation(conventions, (HttpRequest) request, null);
    }

    /** An asynchronous request; null when the application passed none. */
    static @Nullable JavaHttpOperation asynchronous(HttpConventions conventions, @Nullable Object request) {
        return request == null ? null : new JavaHttpOperation(conventions, (HttpRequest) request, new AtomicBoolean());
    }

    /** Whether the calling thread is the one to end this. */
    boolean claim() {
        return claimed == null || claimed.compareAndSet(false, true);
    }

    /** Takes what is to be said of an {@code HttpResponse}; null is none. */
    void response(@Nullable Object result) {
        if (result instanceof HttpResponse<?> response) {
            answered(response.statusCode(), number(response.version()));
        }
    }

    private static String number(HttpClient.Version version) {
        // By name, for HTTP_3 exists in newer JDKs only.
        String name = version.name();
        return name.equals("HTTP_1_1") ? "1.1" : name.substring("HTTP_".length());
    }

    @Override
    protected @Nullable String url() {
        return uri == null ? null : uri.toString();
    }

    @Override
    protected @Nullable String serverAddress() {
        return uri == null ? null : withoutBrackets(uri.getHost());
    }

    @Override
    protected int serverPort() {
        if (uri == null || uri.getPort() >= 0) {
            return uri == null ? -1 : uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    @Override
    public void release() {
        uri = null;
    }
}
