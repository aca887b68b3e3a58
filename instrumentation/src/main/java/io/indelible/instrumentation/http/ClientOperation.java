package io.indelible.instrumentation.http;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Vocabulary;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One outgoing request, whatever library sends it. It spans all its wire attempts (redirects, authentication), since the
 * JDK's clients hide them, and so keeps the URL that was asked for first.
 */
public abstract class ClientOperation extends Operation {
    private final HttpConventions conventions;
    private String method;
    private int status;
    private @Nullable String protocolVersion;
    private boolean abandoned;

    /** A request of the given method. */
    protected ClientOperation(HttpConventions conventions, String method) {
        super(Family.HTTP_CLIENT);
        this.conventions = conventions;
        this.method = method;
    }

    /** The URL as it was asked for, not redacted; null when unknown. */
    protected abstract @Nullable String url();

    /** The server's name or address, IPv6 without brackets; null when unknown. */
    protected abstract @Nullable String serverAddress();

    /** The server's port, the scheme's own filled in; -1 when unknown. */
    protected abstract int serverPort();

    /** Corrects the method. */
    public final void method(String corrected) {
        method = corrected;
    }

    /** A response has arrived. */
    public final void answered(int statusCode, @Nullable String version) {
        status = statusCode;
        protocolVersion = version;
    }

    /** Nobody will ask for the response. */
    public final void abandon() {
        abandoned = true;
    }

    /**
     * What of an exception is worth being told: not that the caller changed its mind, nor what only says the status
     * again, nor the wrapping of futures.
     */
    public final @Nullable Throwable failure(@Nullable Throwable thrown) {
        Throwable cause = unwrap(thrown);
        return status >= 400 || cause instanceof CancellationException ? null : cause;
    }

    private static @Nullable Throwable unwrap(@Nullable Throwable thrown) {
        boolean wraps = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        Throwable cause = thrown == null || !wraps ? null : thrown.getCause();
        return cause == null ? thrown : cause;
    }

    @Override
    public final String spanName() {
        return conventions.methods().word(method);
    }

    @Override
    public final void describe(AttributeWriter attributes) {
        tag(attributes);
        if (!conventions.methods().isKnown(method)) {
            attributes.put(Vocabulary.HTTP_REQUEST_METHOD_ORIGINAL, method);
        }
        String url = url();
        if (url != null) {
            attributes.put(Vocabulary.URL_FULL, conventions.redaction().url(url));
        }
        if (abandoned) {
            attributes.put(Vocabulary.HTTP_ABANDONED, true);
        }
    }

    @Override
    public final void tag(AttributeWriter tags) {
        tags.put(Vocabulary.HTTP_REQUEST_METHOD, conventions.methods().attribute(method));
        tags.put(Vocabulary.SERVER_ADDRESS, serverAddress());
        if (serverPort() > 0) {
            tags.put(Vocabulary.SERVER_PORT, serverPort());
        }
        if (status > 0) {
            tags.put(Vocabulary.HTTP_RESPONSE_STATUS_CODE, status);
        }
        tags.put(Vocabulary.NETWORK_PROTOCOL_VERSION, protocolVersion);
    }

    @Override
    public final @Nullable String errorType(@Nullable Throwable thrown) {
        if (status >= 400) {
            return Integer.toString(status);
        }
        Throwable failure = failure(thrown);
        return failure == null ? null : failure.getClass().getName();
    }

    /** A host as it stands in a URL, without the brackets around IPv6. */
    protected static @Nullable String withoutBrackets(@Nullable String host) {
        return host != null && host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
