package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Operations;
import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Answer {@code java.io.File.renameTo} and {@code delete}. */
final class IoFileHandlers {
    private IoFileHandlers() {}

    /** {@code renameTo}. */
    record Rename(Operations operations, PathFilter filter) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            Path from = Refusal.path(first);
            Path to = second instanceof File file ? Refusal.path(file.getPath()) : null;
            if (from == null || to == null || filter.ignores(from) || filter.ignores(to)) {
                return null;
            }
            RenameOperation operation = new RenameOperation(from, to);
            return operations.start(operation) ? operation : null;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            RenameOperation operation = (RenameOperation) begun;
            operation.complete(result, thrown);
            operation.tell(operations, thrown);
            operations.end(operation, thrown);
        }
    }

    /** {@code delete}. */
    record Delete(Operations operations, PathFilter filter) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            Path path = Refusal.path(first);
            if (path == null || filter.ignores(path)) {
                return null;
            }
            // Made before it is started: the look at the file belongs to us, not to the operation's duration.
            RemoveOperation operation = new RemoveOperation(path);
            return operations.start(operation) ? operation : null;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            RemoveOperation operation = (RemoveOperation) begun;
            if (!operation.complete(result, thrown)) {
                operations.detach(operation);
                return;
            }
            operation.tell(operations, thrown);
            operations.end(operation, thrown);
        }
    }
}
