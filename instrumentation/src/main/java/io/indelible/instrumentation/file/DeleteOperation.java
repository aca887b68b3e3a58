package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Vocabulary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file was deleted. */
final class DeleteOperation extends PathOperation {
    private final @Nullable FileFacts before;

    /** Looks at the file while it is there. */
    DeleteOperation(Path path) {
        super("delete", "file delete", path, null);
        before = FileFacts.of(path);
    }

    /** Nothing to delete is nothing done: false is the answer of {@code deleteIfExists} only. */
    @Override
    boolean succeeded(@Nullable Object result) {
        return !Boolean.FALSE.equals(result);
    }

    @Override
    @Nullable
    String strategy() {
        return null;
    }

    @Override
    void tell(Integrity integrity) {
        String path = ledgerPath(source);
        if (path != null) {
            integrity.changed(path);
        }
    }

    @Override
    void describeOutcome(AttributeWriter attributes) {
        putSize(attributes, Vocabulary.FILE_SIZE, before == null ? -1 : before.size());
    }
}
