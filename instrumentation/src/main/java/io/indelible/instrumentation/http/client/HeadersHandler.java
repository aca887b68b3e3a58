package io.indelible.instrumentation.http.client;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Handlers.ReplaceHandler;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import org.jspecify.annotations.Nullable;

/** Gives a request the propagation fields of the operation that sends it. */
record HeadersHandler(Operations operations, PendingSends pending) implements ReplaceHandler {
    @Override
    public @Nullable Object replace(@Nullable Object self, @Nullable Object value) {
        Operation operation = operations.enclosing(Family.HTTP_CLIENT);
        if (operation == null || self == null || value == null) {
            return value;
        }
        if (operation instanceof JavaHttpOperation sending && sending.claimed != null) {
            pending.sent(self, new SendCompletion(operations, sending));
            // From here on the client hands tasks to its executor. They also run what the application chains to the
            // future, and a request sent there is a new one, not a part of this.
            operations.detach(sending);
        }
        return HttpHeaderFields.extend(self, value, operations, operation);
    }
}
