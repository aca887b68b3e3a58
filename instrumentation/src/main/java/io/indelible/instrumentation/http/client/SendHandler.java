package io.indelible.instrumentation.http.client;

import io.indelible.instrumentation.Handlers.CallHandler;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.http.HttpConventions;
import org.jspecify.annotations.Nullable;

/** Answers the blocking {@code send}. */
record SendHandler(Operations operations, HttpConventions conventions) implements CallHandler {
    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        JavaHttpOperation operation = JavaHttpOperation.blocking(conventions, first);
        Object body = RequestBody.of(first);
        return operation != null && RequestBody.start(operations, operation, body) ? operation : null;
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        JavaHttpOperation operation = (JavaHttpOperation) begun;
        operation.response(result);
        operations.end(operation, operation.failure(thrown));
    }
}
