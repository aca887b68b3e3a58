package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Vocabulary;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file changed its name, or was copied to another file system and deleted here. */
final class MoveOperation extends PathOperation {
    private static final String RENAME = "rename";
    private static final String COPY_DELETE = "copy_delete";

    private final @Nullable FileFacts before;
    private @Nullable String strategy;

    /** Looks at the source, which will be gone when the move is done. */
    MoveOperation(Path source, Path target) {
        super("move", "file move", source, target);
        before = FileFacts.existing(source);
    }

    @Override
    boolean succeeded(@Nullable Object result) {
        return true;
    }

    @Override
    @Nullable
    String strategy() {
        if (strategy == null && !failed() && source != null && target != null) {
            strategy = renamed(source, target) ? RENAME : COPY_DELETE;
        }
        return strategy;
    }

    private boolean renamed(Path from, Path to) {
        FileFacts after = before == null || before.identity() == null ? null : FileFacts.existing(to);
        if (before == null || after == null) {
            // No identities to compare: within one file system, and on one drive of it, a move is a rename.
            return from.getFileSystem() == to.getFileSystem()
                    && Objects.equals(
                            from.toAbsolutePath().getRoot(), to.toAbsolutePath().getRoot());
        }
        return Objects.equals(before.identity(), after.identity());
    }

    @Override
    long bytesRead() {
        return bytesCopied();
    }

    @Override
    long bytesWritten() {
        return bytesCopied();
    }

    @Override
    long bytesCopied() {
        return before != null && COPY_DELETE.equals(strategy()) ? Math.max(0, before.size()) : 0;
    }

    @Override
    void tell(Integrity integrity) {
        String from = ledgerPath(source);
        String to = ledgerPath(target);
        if (from != null && to != null) {
            integrity.moved(from, to);
        } else if (to != null) {
            integrity.changed(to);
        }
    }

    @Override
    void describeOutcome(AttributeWriter attributes) {
        boolean renamed = RENAME.equals(strategy());
        long size = before == null ? -1 : before.size();
        putSize(attributes, Vocabulary.FILE_SIZE, size);
        putSize(attributes, Vocabulary.COPY_TRANSFERRED_SIZE, renamed ? 0 : size);
    }
}
