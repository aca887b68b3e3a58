package io.indelible.instrumentation.http.client;

import io.indelible.instrumentation.Handlers.CallHandler;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.http.HttpConventions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code sendAsync}. The operation is current only until the request has its headers ({@link HeadersHandler}):
 * what the application chains to the future is no part of the request.
 */
record SendAsyncHandler(Operations operations, HttpConventions conventions) implements CallHandler {
    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        JavaHttpOperation operation = JavaHttpOperation.asynchronous(conventions, first);
        Object body = RequestBody.of(first);
        return operation != null && RequestBody.start(operations, operation, body) ? operation : null;
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        JavaHttpOperation operation = (JavaHttpOperation) begun;
        operations.detach(operation);
        SendCompletion completion = new SendCompletion(operations, operation);
        if (result instanceof CompletableFuture<?> future) {
            // Observed, never wrapped: the application cancels and compares the original.
            var unused = future.whenComplete(completion);
        } else {
            completion.accept(null, thrown);
        }
    }
}
