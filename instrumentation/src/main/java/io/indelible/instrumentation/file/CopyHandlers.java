package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Operations;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** What the platform says of the copy that it makes for {@code Files.copy}. */
final class CopyHandlers {
    private CopyHandlers() {}

    private static @Nullable CopyOperation current(Operations operations) {
        return operations.enclosing(Family.FILE) instanceof CopyOperation copy ? copy : null;
    }

    /** It was asked for a clone. */
    record Cloned(Operations operations) implements Handlers.NoteHandler {
        private static final Integer DONE = 0;

        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            CopyOperation copy = current(operations);
            if (copy != null && DONE.equals(first)) {
                copy.cloned();
            }
        }
    }

    /** It begins to copy a regular file. */
    record Begun(Operations operations) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object self, @Nullable Object first) {
            CopyOperation copy = current(operations);
            if (copy != null && self != null && first instanceof BasicFileAttributes attributes) {
                copy.begun(self, attributes);
            }
        }
    }
}
