package io.indelible.instrumentation.file;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.bridge.Recorder;
import io.indelible.instrumentation.Handlers;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The handlers of an instrumentation under test, and a recorder that does nothing but call them. */
public final class HandlerTable implements Handlers, Recorder {
    private final @Nullable CallHandler[] calls = new CallHandler[Call.COUNT];
    private final @Nullable NoteHandler[] notes = new NoteHandler[Call.COUNT];
    private @Nullable ByteWatcher watcher;

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

    /** The watcher of bytes. */
    public ByteWatcher bytes() {
        return Objects.requireNonNull(watcher);
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
    public void onBytes(ByteWatcher bytes) {
        watcher = bytes;
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
    public void bytesRead(Guard guard, Object source, @Nullable String path, byte[] into, int offset, int count) {
        bytes().bytesRead(guard, source, path, into, offset, count);
    }

    @Override
    public void bytesRead(Guard guard, Object source, @Nullable String path, ByteBuffer into, int count) {
        bytes().bytesRead(guard, source, path, into, count);
    }

    @Override
    public void byteRead(Guard guard, Object source, @Nullable String path, int value) {
        bytes().byteRead(guard, source, path, value);
    }

    @Override
    public void digested(Guard guard, Object digest, byte[] input, int offset, int length) {
        bytes().digested(guard, digest, input, offset, length);
    }

    @Override
    public void digested(Guard guard, Object digest, ByteBuffer input) {
        bytes().digested(guard, digest, input);
    }

    @Override
    public void digested(Guard guard, Object digest, byte input) {
        bytes().digested(guard, digest, input);
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
