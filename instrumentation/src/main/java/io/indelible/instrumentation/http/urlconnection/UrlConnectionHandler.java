package io.indelible.instrumentation.http.urlconnection;

import io.indelible.instrumentation.Handlers.CallHandler;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls that go to the network.
 *
 * @param last whether the call is {@code getInputStream}, after which the operation is over either way
 */
record UrlConnectionHandler(UrlConnections connections, boolean last) implements CallHandler {
    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        return self == null ? null : connections.enter(self);
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        int status = result instanceof Integer code ? code : -1;
        connections.leave((UrlConnectionOperation) begun, last, status, thrown);
    }
}
