package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Operations;
import org.jspecify.annotations.Nullable;

/** Tells the copy that is going on that the platform has cloned the file. */
record CloneHandler(Operations operations) implements Handlers.NoteHandler {
    private static final Integer DONE = 0;

    @Override
    public void note(@Nullable Object self, @Nullable Object first) {
        if (DONE.equals(first) && operations.enclosing(Family.FILE) instanceof CopyOperation copy) {
            copy.cloned();
        }
    }
}
