package io.indelible.instrumentation.file;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Traffic;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All files that this process has open, by the stream, random access file or channel that opened them, and those that were
 * read and closed and may yet turn out to be part of a hash or copy.
 *
 * <p>A file that was read waits for at most a second after it was closed. That is the one operation which is not in the
 * spool when the application goes on: until then it has not ended, for nobody knows what it is.
 */
final class OpenFiles implements Traffic.Openings, Handlers.Upkeep, Handlers.OpenOperations {
    /** Below this many bytes a read or write counts in metrics only. */
    static final String MIN_BYTES = "indelible.file.min-bytes";

    private static final long DEFAULT_MIN_BYTES = 4096;
    /** So many files wait at most: threads that read one file each and die, by the thousand, do not fill the heap. */
    static final int MOST_WAITING = 1024;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    final Operations operations;
    private final PathFilter filter;
    private final long minBytes;
    private final WeakIdentityMap<Object, StreamFile> byStream = new WeakIdentityMap<>(OpenFiles::forgotten);
    private final ConcurrentHashMap<StreamFile, Boolean> waiting = new ConcurrentHashMap<>();
    private volatile boolean over;

    OpenFiles(Operations operations, PathFilter filter) {
        this.operations = operations;
        this.filter = filter;
        minBytes = operations.setting(MIN_BYTES, DEFAULT_MIN_BYTES);
    }

    /** A file is being opened; null when it is not watched. */
    @Nullable
    StreamFile opening(@Nullable String path, StreamFile.By by) {
        if (path == null || filter.ignores(path)) {
            return null;
        }
        if (operations.enclosing(Family.FILE) instanceof FileOperation around) {
            StreamFile part = new StreamFile(this, path, by, null, around);
            around.opened(part);
            return part;
        }
        StreamOperation operation = new StreamOperation(minBytes);
        operations.startDetached(operation);
        StreamFile file = new StreamFile(this, path, by, operation, null);
        operation.watch(file);
        return file;
    }

    /** The file could not be opened. */
    void refused(StreamFile file, Throwable thrown) {
        file.close(null, thrown, false);
    }

    /** The stream has the file open. */
    void opened(Object stream, StreamFile file) {
        byStream.put(stream, file);
    }

    /** What the stream has open; null when that is not watched. */
    @Nullable
    StreamFile of(@Nullable Object stream) {
        return stream == null ? null : byStream.get(stream);
    }

    /** The stream was closed. */
    void closed(Object stream, @Nullable Throwable thrown) {
        StreamFile file = byStream.remove(stream);
        if (file != null) {
            file.close(Traffic.current(), thrown, false);
        }
    }

    // A stream that was open before anybody listened belongs to no operation, but what it reads has a name.
    @Override
    public @Nullable OpenFile find(Object stream, @Nullable String path) {
        StreamFile known = byStream.get(stream);
        if (known != null || path == null || filter.ignores(path)) {
            return known;
        }
        StreamFile late = new StreamFile(this, path, StreamFile.By.RANDOM_ACCESS, null, null);
        late.moveTo(OpenFile.UNKNOWN);
        byStream.put(stream, late);
        return late;
    }

    /** The entries of an archive are read through a stream of their own. */
    StreamFile archive(Object stream, String path) {
        StreamFile entries = new StreamFile(this, path, StreamFile.By.ARCHIVE, null, null);
        byStream.put(stream, entries);
        return entries;
    }

    /** Whether the file may wait; then it is looked after. */
    boolean waitFor(StreamFile file) {
        if (over || waiting.mappingCount() >= MOST_WAITING) {
            return false;
        }
        waiting.put(file, Boolean.TRUE);
        return true;
    }

    /** Whether nobody looks after files that wait any more, for the process ends. */
    boolean isOver() {
        return over;
    }

    /** The file's operation has ended. */
    void done(StreamFile file, @Nullable Throwable thrown, long endTicks) {
        waiting.remove(file);
        FileOperation operation = file.operation;
        file.operation = null;
        if (operation != null) {
            TraceContext request = file.written() == 0 ? file.sentInto() : null;
            if (request != null) {
                operations.moveInto(operation, request);
            }
            operation.complete(null, thrown);
            operations.end(operation, thrown, endTicks);
        }
    }

    /** The file's operation is told as a part of another. */
    void dropped(StreamFile file) {
        waiting.remove(file);
        file.operation = null;
    }

    /** A file was written; as a copy or otherwise. */
    void changed(StreamFile file, @Nullable Copied copied) {
        Integrity integrity = file.path.isEmpty() ? null : operations.integrity();
        if (integrity == null) {
            return;
        }
        String path = PathText.absolute(file.path);
        Operation operation = file.operation == null ? file.around : file.operation;
        if (copied != null && copied.certain() && operation != null) {
            integrity.copied(operation, PathText.absolute(copied.source()), path, copied.bytes());
        } else {
            integrity.changed(path);
        }
    }

    @Override
    public void forEach(Consumer<? super Operation> visitor) {
        byStream.forEach(file -> file.ifOpen(visitor));
    }

    @Override
    public void run(boolean last) {
        over = last;
        long now = System.nanoTime();
        for (StreamFile file : waiting.keySet()) {
            if (last || file.hasWaited(PATIENCE_NANOS, now)) {
                file.endWaiting();
            }
        }
        if (last) {
            byStream.forEach(OpenFiles::forgotten);
        }
    }

    private static void forgotten(StreamFile file) {
        file.close(null, null, true);
    }

    /** Loads what the first calls would: also one that has hardly any stack left. Nothing stays. */
    void warmUp() {
        StreamFile file = new StreamFile(this, "", StreamFile.By.INPUT, null, null);
        Traffic traffic = new Traffic();
        opened(file, file);
        OpenHandlers.warmUp(this, file);
        TransferHandler.warmUp(this, file);
        VectoredHandler.warmUp(this, file);
        Copied.warmUp(traffic, file);
        new StreamOperation(minBytes).complete(null, null);
        byte[] some = new byte[16];
        traffic.read(this, file, "", some, 1, 12);
        file.wrote(traffic, some, 0, 4);
        file.wrote(traffic, some, 0, 4);
        waiting.put(file, Boolean.TRUE);
        waiting.remove(file);
        StreamWatcher watcher = new StreamWatcher(this);
        watcher.byteRead(Guard.current(), watcher, null, 1, null);
        watcher.byteWritten(Guard.current(), file, "", 1, null);
        Traffic.current().target = null;
        closed(file, null);
        Extensions.tag(null);
    }
}
