package io.indelible.instrumentation.http.urlconnection;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.http.HttpConventions;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operation of each connection. It stays known after its end, for {@code getInputStream} may be called again and
 * again and returns the same stream. One that nobody asked for its response ends when the connection is forgotten or the
 * process ends, for it is the parent of what was sent with it.
 */
final class UrlConnections implements Handlers.Upkeep {
    /** What the JDK's implementation speaks. */
    private static final String PROTOCOL_VERSION = "1.1";

    private final Operations operations;
    private final HttpConventions conventions;
    private final WeakIdentityMap<Object, UrlConnectionOperation> byConnection = new WeakIdentityMap<>(this::abandon);

    UrlConnections(Operations operations, HttpConventions conventions) {
        this.operations = operations;
        this.conventions = conventions;
    }

    /** Shows those that wait for their response, and some that do not any more. */
    void forEach(Consumer<? super Operation> visitor) {
        byConnection.forEach(visitor);
    }

    /** The operation of the connection; null when it has none. */
    @Nullable
    UrlConnectionOperation of(Object connection) {
        return byConnection.get(connection);
    }

    /** A call begins. Returns null when it is inside another call of the same connection, or comes after the end. */
    @Nullable
    UrlConnectionOperation enter(Object self) {
        HttpURLConnection connection = (HttpURLConnection) self;
        UrlConnectionOperation operation = byConnection.get(self);
        if (operation == null) {
            operation = start(connection);
        } else if (operation.ended || operation.inside != null) {
            return null;
        }
        if (operation != null) {
            operation.inside = connection;
            operations.attach(operation);
        }
        return operation;
    }

    private @Nullable UrlConnectionOperation start(HttpURLConnection connection) {
        if (operations.enclosing(Family.HTTP_CLIENT) != null) {
            return null;
        }
        UrlConnectionOperation operation = new UrlConnectionOperation(conventions, connection);
        operations.startDetached(operation);
        operation.touch();
        byConnection.put(connection, operation);
        new RequestProperties(connection).inject(operations, operation);
        return operation;
    }

    /** A call has ended. */
    void leave(UrlConnectionOperation operation, boolean last, int status, @Nullable Throwable thrown) {
        HttpURLConnection connection = operation.inside;
        operation.inside = null;
        if (last || thrown != null) {
            answered(operation, thrown instanceof HttpRetryException retry ? retry.responseCode() : status);
            operations.end(operation, operation.failure(thrown));
        } else {
            // getOutputStream turns GET into POST.
            operation.method(connection == null ? "GET" : connection.getRequestMethod());
            operation.touch();
            operations.detach(operation);
        }
    }

    private static void answered(UrlConnectionOperation operation, int status) {
        if (status > 0) {
            operation.answered(status, PROTOCOL_VERSION);
        }
    }

    /** The application gives the connection up; does nothing when the response has been there. */
    void disconnected(@Nullable Object self, @Nullable Object first) {
        UrlConnectionOperation operation = self == null ? null : byConnection.get(self);
        if (operation != null && operation.inside == null) {
            operation.touch();
            abandon(operation);
        }
    }

    @Override
    public void run(boolean last) {
        if (last) {
            byConnection.forEach(this::abandon);
        }
    }

    // Whoever is inside a call waits for the response still.
    private void abandon(UrlConnectionOperation operation) {
        if (!operation.ended && operation.inside == null) {
            operation.abandon();
            operations.end(operation, null, operation.lastTicks());
        }
    }
}
