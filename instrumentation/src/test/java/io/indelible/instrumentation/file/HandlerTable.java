package io.indelible.instrumentation.file;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.bridge.Recorder;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.Operation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The handlers of an instrumentation under test, and a recorder that does nothing but call them. */
public final class HandlerTable implements Handlers, Recorder {
    private final @Nullable CallHandler[] calls = new CallHandler[Call.COUNT];
    private final @Nullable NoteHandler[] notes = new NoteHandler[Call.COUNT];
    private final List<Upkeep> upkeep = new ArrayList<>();
    private final List<OpenOperations> open = new ArrayList<>();
    private @Nullable FileWatcher files;
    private @Nullable DigestWatcher digests;

    /** What handlers threw; null in a test that passes. */
    public volatile @Nullable Throwable suppressed;

    /** The handler of a call. */
    public CallHandler call(int call) {
        return Objects.requireNonNull(calls[call]);
    }

    /** The handler of a notification. */
    public NoteHandler note(int call) {
        return Objects.requireNonNull(notes[call]);
    }

    /** The watcher of files. */
    public FileWatcher files() {
        return Objects.requireNonNull(files);
    }

    /** The watcher of digests. */
    public DigestWatcher digests() {
        return Objects.requireNonNull(digests);
    }

    /** Does the work between calls. */
    public void keepUp(boolean last) {
        for (Upkeep work : upkeep) {
            work.run(last);
        }
    }

    @Override
    public void onCall(int call, CallHandler handler) {
        calls[call] = handler;
    }

    @Override
    public void onNote(int call, NoteHandler handler) {
        notes[call] = handler;
    }

    @Override
    public void onReplace(int call, ReplaceHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onFiles(FileWatcher watcher) {
        files = watcher;
    }

    @Override
    public void onBodies(BodyWatcher watcher) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onDigests(DigestWatcher watcher) {
        digests = watcher;
    }

    /** What is open between calls. */
    public List<Operation> open() {
        List<Operation> shown = new ArrayList<>();
        open.forEach(each -> each.forEach(shown::add));
        return shown;
    }

    @Override
    public void onOpen(OpenOperations some) {
        open.add(some);
    }

    @Override
    public void onUpkeep(Upkeep work) {
        upkeep.add(work);
    }

    @Override
    public @Nullable Object begin(
            Guard guard, int call, @Nullable Object self, @Nullable Object first, @Nullable Object second) {
        return call(call).begin(self, first, second);
    }

    @Override
    public void end(Guard guard, int call, Object operation, @Nullable Object result, @Nullable Throwable thrown) {
        call(call).end(operation, result, thrown);
    }

    @Override
    public void note(Guard guard, int call, @Nullable Object self, @Nullable Object first) {
        note(call).note(self, first);
    }

    @Override
    public @Nullable Object replace(Guard guard, int call, @Nullable Object self, @Nullable Object value) {
        return value;
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
        files().bytesRead(guard, file, path, into, offset, count, thrown);
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
        files().bytesRead(guard, file, path, into, position, count, thrown);
    }

    @Override
    public void byteRead(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        files().byteRead(guard, file, path, value, thrown);
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
        files().bytesWritten(guard, file, path, from, offset, count, thrown);
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
        files().bytesWritten(guard, file, path, from, position, count, thrown);
    }

    @Override
    public void byteWritten(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        files().byteWritten(guard, file, path, value, thrown);
    }

    @Override
    public void moved(Guard guard, Object file, long position) {
        files().moved(guard, file, position);
    }

    @Override
    public void bytesSent(Guard guard, Object body, byte[] from, int offset, int count) {}

    @Override
    public void byteSent(Guard guard, Object body, int value) {}

    @Override
    public void digested(Guard guard, Object digest, byte[] input, int offset, int length) {
        digests().digested(guard, digest, input, offset, length);
    }

    @Override
    public void digested(Guard guard, Object digest, ByteBuffer input) {
        digests().digested(guard, digest, input);
    }

    @Override
    public void digested(Guard guard, Object digest, byte input) {
        digests().digested(guard, digest, input);
    }

    @Override
    public void handOver(Guard guard, Object task) {}

    @Override
    public @Nullable Object enterTask(Guard guard, Object task, boolean worker) {
        return null;
    }

    @Override
    public void leaveTask(Guard guard, Object token) {}

    @Override
    public void suppressed(Throwable thrown) {
        suppressed = thrown;
    }
}
