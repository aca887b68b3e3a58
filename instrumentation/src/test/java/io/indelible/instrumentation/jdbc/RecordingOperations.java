package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An engine for one thread that keeps what has ended in memory. */
final class RecordingOperations implements Operations {
    final List<RecordedOperation> ended = new ArrayList<>();
    final Map<String, String> settings = new HashMap<>();
    private final List<Operation> open = new ArrayList<>();

    /** The one operation that has ended. */
    RecordedOperation only() {
        if (ended.size() != 1) {
            throw new AssertionError("not one operation but " + ended);
        }
        return ended.get(0);
    }

    RecordedOperation last() {
        return ended.get(ended.size() - 1);
    }

    @Override
    public boolean start(Operation operation) {
        if (enclosing(operation.family) != null) {
            return false;
        }
        open.add(operation);
        return true;
    }

    @Override
    public void startRemote(Operation operation, @Nullable TraceContext remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void startDetached(Operation operation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Operation enclosing(Family family) {
        for (Operation operation : open) {
            if (operation.family == family) {
                return operation;
            }
        }
        return null;
    }

    @Override
    public @Nullable TraceContext current() {
        return open.isEmpty() ? null : open.get(open.size() - 1);
    }

    @Override
    public void detach(Operation operation) {
        open.remove(operation);
    }

    @Override
    public void attach(Operation operation) {
        open.add(operation);
    }

    @Override
    public void moveInto(Operation operation, TraceContext parent) {
        operation.parent = parent;
    }

    @Override
    public void handOver(TraceContext context, Object task) {}

    @Override
    public void end(Operation operation, @Nullable Throwable thrown, long endTicks) {
        end(operation, thrown);
    }

    @Override
    public void end(Operation operation, @Nullable Throwable thrown) {
        if (!open.remove(operation)) {
            throw new AssertionError("ended but never started");
        }
        ended.add(RecordedOperation.of(operation, thrown));
        operation.release();
    }

    @Override
    public <C> void inject(TraceContext context, C carrier, FieldSetter<C> setter) {}

    @Override
    public <C> @Nullable TraceContext extract(C carrier, FieldGetter<C> getter) {
        return null;
    }

    @Override
    public @Nullable Integrity integrity() {
        return null;
    }

    @Override
    public @Nullable String setting(String property) {
        return settings.get(property);
    }
}
