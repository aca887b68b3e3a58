package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Handlers.CallHandler;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import org.jspecify.annotations.Nullable;

/**
 * The executions. Each costs one look-up and one {@link JdbcOperation}; the look-up allocates a short-lived key, a text
 * seen before allocates nothing.
 */
final class ExecutionHandler implements CallHandler {
    private final Operations operations;
    private final KnownObjects known;
    private final OpenCalls openCalls;
    private final Texts texts;
    private final JdbcOperation.Kind kind;

    ExecutionHandler(
            Operations operations, KnownObjects known, OpenCalls openCalls, Texts texts, JdbcOperation.Kind kind) {
        this.operations = operations;
        this.known = known;
        this.openCalls = openCalls;
        this.texts = texts;
        this.kind = kind;
    }

    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        if (self == null || openCalls.isOpen()) {
            return null;
        }
        StatementFacts facts = known.ofStatement(self);
        JdbcOperation operation = new JdbcOperation(kind, texts, facts, (String) first);
        if (kind == JdbcOperation.Kind.BATCH) {
            facts.clearBatch();
        }
        if (operations.start(operation)) {
            return operation;
        }
        Operation around = operations.enclosing(Family.DATABASE);
        if (around instanceof JdbcOperation outer) {
            outer.learn(operation);
        }
        return null;
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        JdbcOperation operation = (JdbcOperation) begun;
        operation.returned(result, thrown);
        operations.end(operation, thrown);
    }
}
