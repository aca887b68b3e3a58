package io.indelible.instrumentation.http.client;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Operations;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends an asynchronous operation when its future is complete, unless its response did so before. Runs on whichever
 * thread completes the future, which comes from no advice and so does not hold the guard; or inside {@link
 * SendAsyncHandler#end}, which does. What it throws stays in a future that nobody has.
 */
record SendCompletion(Operations operations, JavaHttpOperation operation)
        implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    @Override
    public void accept(@Nullable Object response, @Nullable Throwable thrown) {
        if (!operation.claim()) {
            return;
        }
        Guard guard = Guard.current();
        boolean entered = guard.enter();
        try {
            finish(response, thrown);
        } finally {
            if (entered) {
                guard.leave();
            }
        }
    }

    private void finish(@Nullable Object response, @Nullable Throwable thrown) {
        operation.response(response);
        operations.end(operation, operation.failure(thrown));
    }
}
