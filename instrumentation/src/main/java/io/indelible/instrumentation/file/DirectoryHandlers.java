package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Handlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Answer the calls that list a single folder. */
final class DirectoryHandlers {
    private DirectoryHandlers() {}

    /** A directory stream is asked for; {@link Scans#opened} hears of it in between. */
    record Stream(Scans scans) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            return first instanceof Path folder && scans.wants(folder) ? scans.start(ScanOperation.list(folder)) : null;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            ScanOperation scan = (ScanOperation) begun;
            if (thrown == null) {
                scans.operations.detach(scan);
            } else {
                scans.end(scan, thrown);
            }
        }
    }

    /** A stream gave an entry, or has no more, closed or not. */
    record Entry(Scans scans) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object stream, @Nullable Object entry) {
            if (entry == null) {
                scans.close(stream);
                return;
            }
            ScanOperation scan = scans.of(stream);
            if (scan != null) {
                scan.count(1);
            }
        }
    }

    /** {@code java.io.File} has asked for all names at once. */
    record Names(Scans scans) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
            Path folder = Refusal.path(first);
            return folder != null && scans.wants(folder) ? scans.start(ScanOperation.list(folder)) : null;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            ScanOperation scan = (ScanOperation) begun;
            if (result instanceof String[] names) {
                scan.count(names.length);
            } else if (thrown == null) {
                // Asked whether it is a folder, so to speak: no is an answer, and no scan.
                if (!Files.isDirectory(scan.folder())) {
                    scans.operations.detach(scan);
                    return;
                }
                scan.refuse();
            }
            scans.end(scan, thrown);
        }
    }
}
