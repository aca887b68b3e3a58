package io.indelible.instrumentation.http;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.WrittenAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A small engine that keeps what ends in a list, and propagates by {@code traceparent} alone. */
public final class RecordingOperations implements Operations {
    private static final HexFormat HEX = HexFormat.of();

    /** Settings, by property. */
    public final Map<String, String> settings = new ConcurrentHashMap<>();

    /** Whether a propagator is configured. */
    public volatile boolean propagates = true;

    private final AtomicLong ids = new AtomicLong(0x1000);
    private final AtomicInteger open = new AtomicInteger();
    private final List<EndedSpan> ended = new ArrayList<>();

    @SuppressWarnings("ThreadLocalUsage") // each engine has its own
    private final ThreadLocal<@Nullable TraceContext> current = new ThreadLocal<>();

    /** Takes all that has ended, once nothing is open any more or ten seconds have passed. */
    public List<EndedSpan> takeEnded() throws InterruptedException {
        for (int wait = 0; wait < 2000 && open.get() > 0; wait++) {
            Thread.sleep(5);
        }
        synchronized (ended) {
            List<EndedSpan> taken = List.copyOf(ended);
            ended.clear();
            return taken;
        }
    }

    /** How many operations have been started and have not ended. */
    public int open() {
        return open.get();
    }

    /** How many operations of the family have ended. */
    public long ended(Family family) {
        synchronized (ended) {
            return ended.stream()
                    .filter(span -> span.family().equals(family.name()))
                    .count();
        }
    }

    @Override
    public boolean start(Operation operation) {
        if (enclosing(operation.family) != null) {
            return false;
        }
        begin(operation, current.get());
        makeCurrent(operation);
        return true;
    }

    @Override
    public void startRemote(Operation operation, @Nullable TraceContext remote) {
        begin(operation, remote);
        makeCurrent(operation);
    }

    @Override
    public void startDetached(Operation operation) {
        begin(operation, current.get());
    }

    private void begin(Operation operation, @Nullable TraceContext parent) {
        open.incrementAndGet();
        operation.parent = parent;
        operation.spanId = ids.incrementAndGet();
        operation.traceIdHigh = 7;
        operation.traceIdLow = parent == null ? ids.incrementAndGet() : parent.traceIdLow;
        operation.flags = 1;
    }

    private void makeCurrent(Operation operation) {
        operation.previous = current.get();
        operation.current = true;
        current.set(operation);
    }

    @Override
    public @Nullable Operation enclosing(Family family) {
        TraceContext at = current.get();
        while (at instanceof Operation operation) {
            if (operation.family == family && operation.current && !operation.ended) {
                return operation;
            }
            at = operation.previous;
        }
        return null;
    }

    @Override
    public @Nullable TraceContext current() {
        return current.get();
    }

    @Override
    public void detach(Operation operation) {
        if (current.get() == operation) {
            current.set(operation.previous);
            operation.current = false;
        }
    }

    @Override
    public void attach(Operation operation) {
        makeCurrent(operation);
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
        detach(operation);
        if (operation.ended) {
            return;
        }
        operation.ended = true;
        synchronized (ended) {
            ended.add(span(operation, thrown));
        }
        operation.release();
        open.decrementAndGet();
    }

    private static EndedSpan span(Operation operation, @Nullable Throwable thrown) {
        WrittenAttributes attributes = new WrittenAttributes();
        operation.describe(attributes);
        WrittenAttributes tags = new WrittenAttributes();
        operation.tag(tags);
        TraceContext parent = operation.parent;
        String error = operation.errorType(thrown);
        return new EndedSpan(
                operation.spanName(),
                operation.family.name(),
                operation.traceIdLow,
                operation.spanId,
                parent == null ? 0 : parent.spanId,
                error == null ? "" : error,
                thrown == null ? "" : thrown.getClass().getName(),
                attributes.texts(),
                tags.texts());
    }

    @Override
    public <C> void inject(TraceContext context, C carrier, FieldSetter<C> setter) {
        if (propagates) {
            String trace = HEX.toHexDigits(context.traceIdHigh) + HEX.toHexDigits(context.traceIdLow);
            setter.set(carrier, "traceparent", "00-" + trace + "-" + HEX.toHexDigits(context.spanId) + "-01");
        }
    }

    @Override
    public <C> @Nullable TraceContext extract(C carrier, FieldGetter<C> getter) {
        String header = getter.get(carrier, "traceparent");
        if (header == null) {
            return null;
        }
        TraceContext context = new TraceContext();
        context.traceIdLow = Long.parseUnsignedLong(header, 19, 35, 16);
        context.spanId = Long.parseUnsignedLong(header, 36, 52, 16);
        context.remote = true;
        return context;
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
