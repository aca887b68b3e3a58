package io.indelible.instrumentation.http.server;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Handlers.CallHandler;
import io.indelible.instrumentation.Handlers.NoteHandler;
import io.indelible.instrumentation.Handlers.OpenOperations;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.http.HttpConventions;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers the handling of a request, and its late response. */
final class ServerHandler implements CallHandler, NoteHandler, OpenOperations {
    private final Operations operations;
    private final HttpConventions conventions;
    /** Handlers that have returned without an answer, by exchange. */
    private final WeakIdentityMap<Object, ServerOperation> unanswered = new WeakIdentityMap<>();

    ServerHandler(Operations operations, HttpConventions conventions) {
        this.operations = operations;
        this.conventions = conventions;
    }

    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        return first == null || isNested(first) ? null : ServerOperation.start(operations, conventions, first);
    }

    private boolean isNested(Object exchange) {
        Operation around = operations.enclosing(Family.HTTP_SERVER);
        return (around instanceof ServerOperation server && server.covers(exchange))
                || unanswered.get(exchange) != null;
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        ServerOperation operation = (ServerOperation) begun;
        Object exchange = operation.leave();
        if (thrown != null || operation.answered(exchange)) {
            operations.end(operation, thrown);
        } else {
            operations.detach(operation);
            await(exchange, operation);
        }
    }

    private void await(Object exchange, ServerOperation operation) {
        unanswered.put(exchange, operation);
        // The exchange's status is a plain field. Either we see here that it was answered meanwhile, or the thread that
        // answers sees in note() what we put: each writes its side, fences, and then reads the other's.
        VarHandle.fullFence();
        if (ServerOperation.isAnswered(exchange)) {
            note(exchange, null);
        }
    }

    @Override
    public void forEach(Consumer<? super Operation> visitor) {
        unanswered.forEach(visitor);
    }

    @Override
    public void note(@Nullable Object self, @Nullable Object first) {
        VarHandle.fullFence();
        ServerOperation operation = self == null ? null : unanswered.remove(self);
        if (operation != null && self != null) {
            operation.answered(self);
            operations.end(operation, null);
        }
    }
}
