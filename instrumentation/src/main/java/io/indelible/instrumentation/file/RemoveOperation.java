package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Vocabulary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file was deleted by {@code java.io.File.delete}; or it was not, and nobody said why. */
final class RemoveOperation extends PathOperation {
    private final @Nullable FileFacts before;
    private boolean refused;

    /** Looks at the file while it is there. */
    RemoveOperation(Path path) {
        super("delete", "file delete", path, null);
        before = FileFacts.of(path);
    }

    /** What is not there cannot be deleted; what is still there has been refused. */
    @Override
    boolean succeeded(@Nullable Object result) {
        if (Boolean.TRUE.equals(result)) {
            return true;
        }
        refused = before != null && FileFacts.of(source) != null;
        return refused;
    }

    @Override
    @Nullable
    String strategy() {
        return null;
    }

    @Override
    void tell(Integrity integrity) {
        String path = ledgerPath(source);
        if (!refused && path != null) {
            integrity.changed(path);
        }
    }

    @Override
    void describeOutcome(AttributeWriter attributes) {
        if (!refused) {
            putSize(attributes, Vocabulary.FILE_SIZE, before == null ? -1 : before.size());
        }
    }

    @Override
    public @Nullable String errorType(@Nullable Throwable thrown) {
        return refused ? Refusal.ERROR_TYPE : super.errorType(thrown);
    }
}
