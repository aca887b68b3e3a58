package io.indelible.instrumentation.file;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.content.Traffic;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Tells the thread's traffic what is read, and open files what is written. Allocates nothing once a file is known. */
final class StreamWatcher implements Handlers.FileWatcher {
    /** As offset and count: the whole array, which may be null when that is why the call threw. */
    static final int WHOLE = -1;

    private final OpenFiles files;

    StreamWatcher(OpenFiles files) {
        this.files = files;
    }

    @Override
    public void bytesRead(
            Guard guard,
            Object file,
            @Nullable String path,
            byte[] into,
            int offset,
            int count,
            @Nullable Throwable thrown) {
        if (thrown != null) {
            failed(file, thrown);
            return;
        }
        Traffic traffic = Traffic.of(guard);
        if (!traffic.isSuspended()) {
            traffic.read(files, file, path, into, offset, count);
        }
    }

    @Override
    public void bytesRead(
            Guard guard,
            Object file,
            @Nullable String path,
            ByteBuffer into,
            long position,
            int count,
            @Nullable Throwable thrown) {
        if (thrown != null) {
            failed(file, thrown);
            return;
        }
        Traffic traffic = Traffic.of(guard);
        if (!traffic.isSuspended()) {
            traffic.read(files, file, path, into, position, count);
        }
    }

    @Override
    public void byteRead(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        if (thrown != null) {
            failed(file, thrown);
            return;
        }
        Traffic traffic = Traffic.of(guard);
        if (!traffic.isSuspended()) {
            traffic.read(files, file, path, value);
        }
    }

    @Override
    public void bytesWritten(
            Guard guard,
            Object file,
            @Nullable String path,
            byte[] from,
            int offset,
            int count,
            @Nullable Throwable thrown) {
        if (thrown != null) {
            failed(file, thrown);
            return;
        }
        Traffic traffic = Traffic.of(guard);
        StreamFile target = target(traffic, file, path);
        if (target != null) {
            boolean whole = count == WHOLE;
            target.wrote(traffic, from, whole ? 0 : offset, whole ? from.length : count);
        }
    }

    @Override
    public void bytesWritten(
            Guard guard,
            Object file,
            @Nullable String path,
            ByteBuffer from,
            long position,
            int count,
            @Nullable Throwable thrown) {
        if (thrown != null) {
            failed(file, thrown);
            return;
        }
        Traffic traffic = Traffic.of(guard);
        StreamFile target = target(traffic, file, path);
        if (target != null && count > 0) {
            target.wrote(traffic, from, position, count);
        }
    }

    @Override
    public void byteWritten(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        if (thrown != null) {
            failed(file, thrown);
            return;
        }
        Traffic traffic = Traffic.of(guard);
        StreamFile target = target(traffic, file, path);
        if (target != null) {
            target.wrote(traffic, (byte) value);
        }
    }

    @Override
    public void moved(Guard guard, Object file, long position) {
        Traffic traffic = Traffic.of(guard);
        if (traffic.isSuspended()) {
            return;
        }
        // Who reads here and there moves before each read, and is spared the look-up.
        StreamFile open = traffic.newest(file) instanceof StreamFile known ? known : files.of(file);
        if (open != null) {
            open.moveTo(position);
        }
    }

    private void failed(Object file, Throwable thrown) {
        StreamFile open = files.of(file);
        if (open != null) {
            open.failed(thrown);
        }
    }

    private @Nullable StreamFile target(Traffic traffic, Object file, @Nullable String path) {
        if (path == null || traffic.isSuspended()) {
            return null;
        }
        if (traffic.target instanceof Target last && last.refersTo(file)) {
            return last.open;
        }
        StreamFile open = files.find(file, path) instanceof StreamFile found ? found : null;
        traffic.target = new Target(file, open);
        return open;
    }

    /** What a thread wrote to last. */
    private static final class Target extends WeakReference<Object> {
        final @Nullable StreamFile open;

        Target(Object file, @Nullable StreamFile open) {
            super(file);
            this.open = open;
        }
    }
}
