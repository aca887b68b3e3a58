package io.indelible.instrumentation.jdbc;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.bridge.Recorder;
import io.indelible.instrumentation.Handlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handlers of an instrumentation, called as advice or a test calls them. */
final class InstalledCalls implements Handlers, Recorder {
    final List<Throwable> suppressed = new ArrayList<>();
    private final @Nullable CallHandler[] calls = new CallHandler[Call.COUNT];
    private final @Nullable NoteHandler[] notes = new NoteHandler[Call.COUNT];

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
        throw new UnsupportedOperationException();
    }

    @Override
    public void onBodies(BodyWatcher watcher) {}

    @Override
    public void onDigests(DigestWatcher watcher) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onUpkeep(Upkeep work) {
        throw new UnsupportedOperationException();
    }

    @Nullable
    Object begin(int call, @Nullable Object self, @Nullable Object first) {
        CallHandler handler = calls[call];
        return handler == null ? null : handler.begin(self, first, null);
    }

    void end(int call, @Nullable Object begun, @Nullable Object result, @Nullable Throwable thrown) {
        CallHandler handler = calls[call];
        if (handler != null && begun != null) {
            handler.end(begun, result, thrown);
        }
    }

    void note(int call, @Nullable Object self, @Nullable Object first) {
        NoteHandler handler = notes[call];
        if (handler != null) {
            handler.note(self, first);
        }
    }

    @Override
    public @Nullable Object begin(
            Guard guard, int call, @Nullable Object self, @Nullable Object first, @Nullable Object second) {
        return begin(call, self, first);
    }

    @Override
    public void end(Guard guard, int call, Object operation, @Nullable Object result, @Nullable Throwable thrown) {
        end(call, operation, result, thrown);
    }

    @Override
    public void note(Guard guard, int call, @Nullable Object self, @Nullable Object first) {
        note(call, self, first);
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
            @Nullable Throwable thrown) {}

    @Override
    public void bytesRead(
            Guard guard,
            Object file,
            @Nullable String path,
            ByteBuffer into,
            long position,
            int count,
            @Nullable Throwable thrown) {}

    @Override
    public void byteRead(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {}

    @Override
    public void bytesWritten(
            Guard guard,
            Object file,
            @Nullable String path,
            byte[] from,
            int offset,
            int count,
            @Nullable Throwable thrown) {}

    @Override
    public void bytesWritten(
            Guard guard,
            Object file,
            @Nullable String path,
            ByteBuffer from,
            long position,
            int count,
            @Nullable Throwable thrown) {}

    @Override
    public void byteWritten(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {}

    @Override
    public void moved(Guard guard, Object file, long position) {}

    @Override
    public void bytesSent(Guard guard, Object body, byte[] from, int offset, int count) {}

    @Override
    public void byteSent(Guard guard, Object body, int value) {}

    @Override
    public void digested(Guard guard, Object digest, byte[] input, int offset, int length) {}

    @Override
    public void digested(Guard guard, Object digest, ByteBuffer input) {}

    @Override
    public void digested(Guard guard, Object digest, byte input) {}

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
        suppressed.add(thrown);
    }
}
