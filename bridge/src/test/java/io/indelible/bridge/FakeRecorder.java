package io.indelible.bridge;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A recorder that notes what it is asked and does what the test says. */
class FakeRecorder implements Recorder {
    final List<String> asked = new ArrayList<>();
    final List<Throwable> suppressed = new ArrayList<>();
    Supplier<@Nullable Object> answer = () -> null;

    private @Nullable Object ask(String what) {
        asked.add(what);
        return answer.get();
    }

    @Override
    public @Nullable Object begin(
            Guard guard, int call, @Nullable Object self, @Nullable Object first, @Nullable Object second) {
        return ask("begin");
    }

    @Override
    public void end(Guard guard, int call, Object operation, @Nullable Object result, @Nullable Throwable thrown) {
        ask("end");
    }

    @Override
    public void note(Guard guard, int call, @Nullable Object self, @Nullable Object first) {
        ask("note");
    }

    @Override
    public @Nullable Object replace(Guard guard, int call, @Nullable Object self, @Nullable Object value) {
        return ask("replace");
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
        ask("bytesRead array");
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
        ask("bytesRead buffer");
    }

    @Override
    public void byteRead(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        ask("byteRead");
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
        ask("bytesWritten array");
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
        ask("bytesWritten buffer");
    }

    @Override
    public void byteWritten(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        ask("byteWritten");
    }

    @Override
    public void moved(Guard guard, Object file, long position) {
        ask("moved");
    }

    @Override
    public void bytesSent(Guard guard, Object body, byte[] from, int offset, int count) {
        ask("bytesSent");
    }

    @Override
    public void byteSent(Guard guard, Object body, int value) {
        ask("byteSent");
    }

    @Override
    public void digested(Guard guard, Object digest, byte[] input, int offset, int length) {
        ask("digested array");
    }

    @Override
    public void digested(Guard guard, Object digest, ByteBuffer input) {
        ask("digested buffer");
    }

    @Override
    public void digested(Guard guard, Object digest, byte input) {
        ask("digested byte");
    }

    @Override
    public void handOver(Guard guard, Object task) {
        ask("handOver");
    }

    @Override
    public @Nullable Object enterTask(Guard guard, Object task, boolean worker) {
        return ask(worker ? "enterTask of a worker" : "enterTask");
    }

    @Override
    public void leaveTask(Guard guard, Object token) {
        ask("leaveTask");
    }

    @Override
    public void suppressed(Throwable thrown) {
        suppressed.add(thrown);
    }
}
