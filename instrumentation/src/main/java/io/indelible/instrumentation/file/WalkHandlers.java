package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Handlers;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Answer the calls of a {@code java.nio.file.FileTreeWalker}. */
final class WalkHandlers {
    private WalkHandlers() {}

    /**
     * The walk begins, and looks at its root. A failure there is told to the application later and by an event that cannot
     * be read from here, so where no folder was opened the root is looked at once more.
     */
    record Start(Scans scans) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object walker, @Nullable Object first, @Nullable Object second) {
            return first instanceof Path folder && scans.wants(folder)
                    ? scans.start(ScanOperation.walk(folder, walker))
                    : null;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            ScanOperation scan = (ScanOperation) begun;
            Object walker = scan.takeWalker();
            Throwable failure = thrown == null && unopened(scan) ? FailedLook.at(scan.folder()) : thrown;
            if (failure != null) {
                scans.end(scan, failure);
                return;
            }
            scans.operations.detach(scan);
            // The root is a file, or not to be entered: there is nothing to scan.
            if (!unopened(scan)) {
                scans.keep(walker, scan);
            }
        }

        /** Of other file systems it is not known what they open. */
        private static boolean unopened(ScanOperation scan) {
            return !scan.opened() && scan.folder().getFileSystem() == FileSystems.getDefault();
        }
    }

    /** A file or folder is looked at; a folder is opened in here, and that is part of the walk. */
    record Visit(Scans scans) implements Handlers.CallHandler {
        @Override
        public @Nullable Object begin(@Nullable Object walker, @Nullable Object first, @Nullable Object second) {
            ScanOperation scan = scans.of(walker);
            if (scan != null) {
                scan.count(1);
                scans.operations.attach(scan);
            }
            return scan;
        }

        @Override
        public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
            scans.operations.detach((ScanOperation) begun);
        }
    }

    /** The next event was asked for; there is none when the walk is over, closed or not. */
    record Next(Scans scans) implements Handlers.NoteHandler {
        @Override
        public void note(@Nullable Object walker, @Nullable Object event) {
            if (event == null) {
                scans.close(walker);
            }
        }
    }
}
