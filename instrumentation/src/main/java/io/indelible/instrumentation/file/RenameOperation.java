package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Vocabulary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file was renamed by {@code java.io.File.renameTo}, which never copies; or it was not, and nobody said why. */
final class RenameOperation extends PathOperation {
    private boolean refused;

    RenameOperation(Path from, Path to) {
        super("move", "file move", from, to);
    }

    @Override
    boolean succeeded(@Nullable Object result) {
        refused = !Boolean.TRUE.equals(result);
        return true;
    }

    @Override
    @Nullable
    String strategy() {
        return refused || failed() ? null : "rename";
    }

    @Override
    void tell(Integrity integrity) {
        String from = ledgerPath(source);
        String to = ledgerPath(target);
        if (!refused && from != null && to != null) {
            integrity.moved(from, to);
        }
    }

    @Override
    void describeOutcome(AttributeWriter attributes) {
        if (!refused) {
            FileFacts facts = FileFacts.of(target);
            putSize(attributes, Vocabulary.FILE_SIZE, facts == null ? -1 : facts.size());
            attributes.put(Vocabulary.COPY_TRANSFERRED_SIZE, 0);
        }
    }

    @Override
    public @Nullable String errorType(@Nullable Throwable thrown) {
        return refused ? Refusal.ERROR_TYPE : super.errorType(thrown);
    }
}
