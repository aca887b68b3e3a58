package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.WeakIdentityMap;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scans that go on, by their walker or stream, neither of which is kept alive. A scan is over when there is nothing
 * more to be had or it is closed, whichever comes first; between its own calls it is not current, so what the application
 * does with an entry is no part of it.
 */
final class Scans {
    final Operations operations;
    private final PathFilter filter;
    private final WeakIdentityMap<Object, ScanOperation> open = new WeakIdentityMap<>();

    Scans(Operations operations, PathFilter filter) {
        this.operations = operations;
        this.filter = filter;
    }

    /** Whether a scan of this folder, here and now, is an operation of its own. */
    boolean wants(Path folder) {
        return operations.enclosing(Family.FILE) == null && !ignores(folder);
    }

    // The filter knows files: a folder is ignored with all that lies in it.
    private boolean ignores(Path folder) {
        return filter.ignores(folder)
                || (folder.getFileSystem() == FileSystems.getDefault() && filter.ignores(folder.resolve("any")));
    }

    /** Starts it; null when it is part of something else. */
    @Nullable
    ScanOperation start(ScanOperation scan) {
        return operations.start(scan) ? scan : null;
    }

    /** Knows it by its walker or stream from now on. */
    void keep(@Nullable Object key, ScanOperation scan) {
        if (key != null) {
            open.put(key, scan);
        }
    }

    /** The scan of a walker or stream; null when it is none of ours. */
    @Nullable
    ScanOperation of(@Nullable Object key) {
        return key == null ? null : open.get(key);
    }

    /** The platform has opened a folder: for a scan that this thread is in, or for nobody. */
    void opened(@Nullable Object stream) {
        Operation around = operations.enclosing(Family.FILE);
        if (around instanceof ScanOperation scan) {
            scan.markOpened();
            if (!scan.isWalk()) {
                keep(stream, scan);
            }
        }
    }

    /** Shows those that go on. */
    void forEach(Consumer<? super Operation> visitor) {
        open.forEach(visitor);
    }

    /** Ends the scan of a walker or stream; does nothing when it has ended. */
    void close(@Nullable Object key) {
        ScanOperation scan = key == null ? null : open.remove(key);
        if (scan != null) {
            end(scan, null);
        }
    }

    /** Ends it. */
    void end(ScanOperation scan, @Nullable Throwable thrown) {
        scan.complete(null, thrown);
        operations.end(scan, thrown);
    }
}
