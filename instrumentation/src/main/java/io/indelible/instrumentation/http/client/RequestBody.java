package io.indelible.instrumentation.http.client;

import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request: the client reads it on threads of its own, where the request is not known. What is read there, a
 * file perhaps, belongs to the request all the same.
 */
final class RequestBody {
    private RequestBody() {}

    /** The publisher of the request's body; null when it has none. */
    static @Nullable Object of(@Nullable Object request) {
        return request instanceof HttpRequest http ? http.bodyPublisher().orElse(null) : null;
    }

    /** Starts the operation; its body will be read in its context. */
    static boolean start(Operations operations, Operation operation, @Nullable Object body) {
        boolean started = operations.start(operation);
        if (started && body != null) {
            operations.handOver(operation, body);
        }
        return started;
    }
}
