package io.indelible.instrumentation.file;

import io.indelible.bridge.Call;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Operations;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Answers one kind of call on files: makes the operation from the call's arguments, starts it and ends it. */
final class FileHandler implements Handlers.CallHandler {
    private final Operations operations;
    private final PathFilter filter;
    private final int call;

    FileHandler(Operations operations, PathFilter filter, int call) {
        this.operations = operations;
        this.filter = filter;
        this.call = call;
    }

    @Override
    public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
        // Made before it is started: a look at the file belongs to us, not to the operation's duration.
        FileOperation operation = operation(first, second);
        return operation != null && operations.start(operation) ? operation : null;
    }

    @Override
    public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        FileOperation operation = (FileOperation) begun;
        if (!operation.complete(result, thrown)) {
            operations.detach(operation);
            return;
        }
        // Read first: what the ledger is told may ask the file system, and that belongs to us.
        long endTicks = System.nanoTime();
        operation.tell(operations, thrown);
        if (thrown == null && operation instanceof CopyOperation copy && call == Call.FILES_COPY_TO_STREAM) {
            operations.detach(copy);
            endLater(copy);
        } else {
            operations.end(operation, thrown, endTicks);
        }
    }

    /** What was given to a stream may have gone into another file: then that is the copy, and this a part of it. */
    private void endLater(CopyOperation copy) {
        StreamFile part = copy.part();
        if (part == null || !part.endAs(copy)) {
            operations.end(copy, null);
        }
    }

    private @Nullable FileOperation operation(@Nullable Object first, @Nullable Object second) {
        return switch (call) {
            case Call.FILES_DELETE ->
                first instanceof Path path && !filter.ignores(path) ? new DeleteOperation(path) : null;
            case Call.FILES_COPY_FROM_STREAM -> copy(CopyOperation.STREAM, null, second);
            case Call.FILES_COPY_TO_STREAM -> copy(CopyOperation.STREAM, first, null);
            default -> pair(first, second);
        };
    }

    private @Nullable FileOperation copy(String strategy, @Nullable Object source, @Nullable Object target) {
        Path from = source instanceof Path path ? path : null;
        Path to = target instanceof Path path ? path : null;
        return (from == null && to == null) || ignored(from) || ignored(to)
                ? null
                : new CopyOperation(strategy, from, to);
    }

    private @Nullable FileOperation pair(@Nullable Object first, @Nullable Object second) {
        if (!(first instanceof Path one) || !(second instanceof Path other) || ignored(one) || ignored(other)) {
            return null;
        }
        return switch (call) {
            case Call.FILES_COPY -> new CopyOperation(CopyOperation.COPY, one, other);
            case Call.FILES_MOVE -> new MoveOperation(one, other);
            case Call.FILES_LINK -> LinkOperation.hard(one, other);
            case Call.FILES_SYMBOLIC_LINK -> LinkOperation.symbolic(one, other);
            default -> null;
        };
    }

    private boolean ignored(@Nullable Path path) {
        return path != null && filter.ignores(path);
    }
}
