package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.Handlers.NoteHandler;
import org.jspecify.annotations.Nullable;

/** {@code addBatch}: counts, and takes note of the text. */
final class BatchHandler implements NoteHandler {
    private final KnownObjects known;
    private final Texts texts;

    BatchHandler(KnownObjects known, Texts texts) {
        this.known = known;
        this.texts = texts;
    }

    @Override
    public void note(@Nullable Object self, @Nullable Object first) {
        if (self != null) {
            known.ofStatement(self).added(texts, (String) first);
        }
    }
}
