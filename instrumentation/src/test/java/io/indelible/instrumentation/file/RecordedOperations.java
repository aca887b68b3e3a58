package io.indelible.instrumentation.file;

import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Figures;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.TraceContext;
import io.indelible.instrumentation.WrittenAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Operations that keep what ended in memory. */
public final class RecordedOperations implements Operations {
    /**
     * What ended.
     *
     * @param span whether a span was wanted; if not it has no attributes
     */
    public record Ended(
            String name,
            boolean span,
            Map<String, Object> attributes,
            Map<String, Object> tags,
            @Nullable String errorType,
            long startTicks,
            long endTicks) {}

    /** When every operation starts. */
    public static final long START_EPOCH_NANOS = 1_700_000_000_000_000_000L;

    /** What settings are asked. */
    public final Map<String, String> settings = new TreeMap<>();

    /** One amount as it was counted. */
    public record Figure(Metric metric, Map<String, Object> tags, double amount) {}
    /** Who is told of the content of files. */
    public @Nullable Integrity integrity;

    private final List<Ended> ended = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    @SuppressWarnings("ThreadLocalUsage") // as many as tests, and no more
    private final ThreadLocal<@Nullable Operation> current = new ThreadLocal<>();

    /** Everything that ended so far. */
    public synchronized List<Ended> ended() {
        return List.copyOf(ended);
    }

    /** The amounts of this metric that operations counted, in their order. */
    public synchronized List<Figure> figures(Metric metric) {
        return figures.stream().filter(figure -> figure.metric() == metric).toList();
    }

    /** The spans among them. */
    public List<Ended> spans() {
        return ended().stream().filter(Ended::span).toList();
    }

    @Override
    public boolean start(Operation operation) {
        Operation around = current.get();
        if (around != null && around.family == operation.family) {
            return false;
        }
        startDetached(operation);
        attach(operation);
        return true;
    }

    @Override
    public void startRemote(Operation operation, @Nullable TraceContext remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void startDetached(Operation operation) {
        operation.parent = current.get();
        operation.startTicks = System.nanoTime();
        operation.startEpochNanos = START_EPOCH_NANOS;
    }

    @Override
    public @Nullable Operation enclosing(Family family) {
        Operation around = current.get();
        return around != null && around.family == family ? around : null;
    }

    @Override
    public @Nullable TraceContext current() {
        return current.get();
    }

    @Override
    public void detach(Operation operation) {
        if (operation.current) {
            operation.current = false;
            current.set((Operation) operation.previous);
        }
    }

    @Override
    public void attach(Operation operation) {
        operation.previous = current.get();
        operation.current = true;
        current.set(operation);
    }

    @Override
    public void moveInto(Operation operation, TraceContext parent) {
        operation.parent = parent;
    }

    @Override
    public void handOver(TraceContext context, Object task) {}

    @Override
    public void end(Operation operation, @Nullable Throwable thrown) {
        end(operation, thrown, System.nanoTime());
    }

    @Override
    public void end(Operation operation, @Nullable Throwable thrown, long endTicks) {
        detach(operation);
        WrittenAttributes attributes = new WrittenAttributes();
        WrittenAttributes tags = new WrittenAttributes();
        if (operation.wantsSpan()) {
            operation.describe(attributes);
        }
        operation.durationNanos = System.nanoTime() - operation.startTicks;
        operation.tag(tags);
        operation.measure(new Counted());
        add(new Ended(
                operation.spanName(),
                operation.wantsSpan(),
                attributes.values,
                tags.values,
                operation.errorType(thrown),
                operation.startTicks,
                endTicks));
        operation.release();
    }

    private synchronized void add(Ended operation) {
        ended.add(operation);
    }

    @Override
    public <C> void inject(TraceContext context, C carrier, FieldSetter<C> setter) {}

    @Override
    public <C> @Nullable TraceContext extract(C carrier, FieldGetter<C> getter) {
        return null;
    }

    @Override
    public @Nullable Integrity integrity() {
        return integrity;
    }

    @Override
    public @Nullable String setting(String property) {
        return settings.get(property);
    }

    private synchronized void add(Figure figure) {
        figures.add(figure);
    }

    private final class Counted extends WrittenAttributes implements Figures {
        private Metric metric = Metric.FILE_OPERATION_DURATION;

        @Override
        public void of(Metric of) {
            metric = of;
            values.clear();
        }

        @Override
        public void add(double amount) {
            RecordedOperations.this.add(new Figure(metric, Map.copyOf(values), amount));
        }
    }
}
