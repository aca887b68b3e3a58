package io.indelible.agent.engine.health;

import io.indelible.agent.engine.health.Figure.Kind;
import io.indelible.agent.engine.recorder.SuppressedErrors;
import io.indelible.exporter.ExportHealth;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.Signal;
import io.indelible.exporter.spool.Spool;
import io.indelible.exporter.spool.SpoolStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One look at all that the agent knows of itself. Names, units and meanings are those of the semantic conventions for SDK
 * metrics ({@code otel.sdk.*}, development) where they have any; the spool takes the place of the batching processor.
 * Used by the export thread.
 */
public final class Health {
    private static final String TYPE = "otel.component.type";
    private static final String NAME = "otel.component.name";
    private static final String ERROR = "error.type";
    private static final String ADDRESS = "server.address";
    static final String PORT = "server.port";
    private static final String REJECTED = "rejected";
    private static final double NANOS = 1e9;
    private static final String SPOOL = Spool.class.getName();

    private final RecordCounts records;
    private final SpanFigures spans;
    private final Supplier<@Nullable Spool> spool;
    private final Supplier<List<ExportHealth>> destinations;
    private final SuppressedErrors errors;
    private final LongSupplier epochNanos;
    private final @Nullable LongSupplier ledgerDropped;
    private long collections;
    private long collectionNanos;

    /**
     * @param spans how many there were
     * @param spool null until it is open
     * @param destinations how each does; empty until there was something to deliver
     * @param epochNanos the time
     * @param ledgerDropped what the integrity ledger left out; null when none is kept
     */
    public Health(
            RecordCounts records,
            SpanFigures spans,
            Supplier<@Nullable Spool> spool,
            Supplier<List<ExportHealth>> destinations,
            SuppressedErrors errors,
            LongSupplier epochNanos,
            @Nullable LongSupplier ledgerDropped) {
        this.records = records;
        this.spans = spans;
        this.spool = spool;
        this.destinations = destinations;
        this.errors = errors;
        this.epochNanos = epochNanos;
        this.ledgerDropped = ledgerDropped;
    }

    /** What can be said now; nothing while nothing was recorded. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        if (records.isEmpty()) {
            return figures;
        }
        List<ExportHealth> health = destinations.get();
        spans.addTo(figures);
        figures.add(counter("otel.sdk.log.created", "{log_record}", "Log records that were made.", Map.of(), made()));
        addProcessed(figures, Signal.TRACES, "span", "{span}", health);
        addProcessed(figures, Signal.LOGS, "log", "{log_record}", health);
        addExported(figures, Signal.TRACES, "span", "{span}", health);
        addExported(figures, Signal.LOGS, "log", "{log_record}", health);
        addPoints(figures, health);
        addDurations(figures, health);
        addCollections(figures);
        addAges(figures, health);
        addSpool(figures);
        addErrors(figures);
        return figures;
    }

    /** All metrics were read once more, and it took that long. */
    public void collected(long nanos) {
        collections++;
        collectionNanos += nanos;
    }

    /** The directory that the spool writes to now; null when there is none. */
    @Nullable
    String instance() {
        Spool open = spool.get();
        return open == null ? null : open.instance();
    }

    List<ExportHealth> destinations() {
        return destinations.get();
    }

    private long made() {
        return records.kept(Signal.LOGS) + records.lost(Signal.LOGS);
    }

    private void addProcessed(
            List<Figure> figures, Signal signal, String item, String unit, List<ExportHealth> health) {
        String name = "otel.sdk.processor." + item + ".processed";
        String description = "What the spool has handed to exporters, or had no room for.";
        Map<String, String> tags = component(SPOOL);
        long handedOver = 0;
        for (ExportHealth each : health) {
            handedOver = Math.max(handedOver, each.handedOver(signal));
        }
        figures.add(counter(name, unit, description, tags, handedOver));
        figures.add(counter(name, unit, description, with(tags, ERROR, "queue_full"), records.lost(signal)));
    }

    private static void addExported(
            List<Figure> figures, Signal signal, String item, String unit, List<ExportHealth> health) {
        String exported = "otel.sdk.exporter." + item + ".exported";
        for (ExportHealth each : health) {
            addExported(figures, exported, unit, component(each, signal), each.exported(signal), each.rejected(signal));
        }
        for (ExportHealth each : health) {
            String inflight = "otel.sdk.exporter." + item + ".inflight";
            figures.add(inflight(inflight, unit, component(each, signal), each.inflight(signal)));
        }
    }

    private static void addPoints(List<Figure> figures, List<ExportHealth> health) {
        String exported = "otel.sdk.exporter.metric_data_point.exported";
        String unit = "{data_point}";
        for (ExportHealth each : health) {
            Map<String, String> tags = component(each, Signal.METRICS);
            addExported(figures, exported, unit, tags, each.exportedPoints(), each.rejectedPoints());
        }
        for (ExportHealth each : health) {
            String inflight = "otel.sdk.exporter.metric_data_point.inflight";
            figures.add(inflight(inflight, unit, component(each, Signal.METRICS), each.inflightPoints()));
        }
    }

    private static void addExported(
            List<Figure> figures, String name, String unit, Map<String, String> tags, long exported, long rejected) {
        String description = "What the destination has taken, or refused for good.";
        figures.add(counter(name, unit, description, tags, exported));
        figures.add(counter(name, unit, description, with(tags, ERROR, REJECTED), rejected));
    }

    private static Figure inflight(String name, String unit, Map<String, String> tags, long value) {
        return new Figure(
                name, Kind.LEVEL, unit, "What was handed to the destination and not answered yet.", tags, value);
    }

    private static void addDurations(List<Figure> figures, List<ExportHealth> health) {
        // A destination may be one component for all signals: then it has one figure.
        Map<Map<String, String>, ExportHealth.Deliveries> byTags = new LinkedHashMap<>();
        for (ExportHealth each : health) {
            for (Signal signal : Signal.values()) {
                Map<String, String> tags = component(each, signal);
                byTags.merge(tags, each.taken(signal), ExportHealth.Deliveries::and);
                byTags.merge(with(tags, ERROR, REJECTED), each.refused(signal), ExportHealth.Deliveries::and);
            }
        }
        byTags.forEach((tags, over) -> {
            if (over.count() > 0) {
                figures.add(duration(
                        "otel.sdk.exporter.operation.duration",
                        "How long deliveries took, with all attempts and the time between them.",
                        tags,
                        over.nanos(),
                        over.count()));
            }
        });
    }

    private void addCollections(List<Figure> figures) {
        if (collections > 0) {
            figures.add(duration(
                    "otel.sdk.metric_reader.collection.duration",
                    "How long it took to read all metrics and to write them to the spool.",
                    component("periodic_metric_reader"),
                    collectionNanos,
                    collections));
        }
    }

    private void addAges(List<Figure> figures, List<ExportHealth> health) {
        for (ExportHealth each : health) {
            long oldest = each.oldestEpochNanos();
            long age = oldest == 0 ? 0 : Math.max(0, epochNanos.getAsLong() - oldest);
            figures.add(new Figure(
                    "indelible.export.oldest.age",
                    Kind.GAUGE,
                    "s",
                    "How long the oldest record has waited for the destination.",
                    component(each, Signal.TRACES),
                    age / NANOS));
        }
    }

    private void addSpool(List<Figure> figures) {
        Spool open = spool.get();
        if (open == null) {
            return;
        }
        SpoolStatistics now = open.statistics();
        figures.add(new Figure(
                "indelible.spool.usage",
                Kind.LEVEL,
                "By",
                "What waits on disk for delivery; segments count whole.",
                Map.of(),
                now.backlogBytes()));
        figures.add(new Figure(
                "indelible.spool.limit",
                Kind.LEVEL,
                "By",
                "What may wait on disk; then the oldest makes room.",
                Map.of(),
                open.maxBytes()));
        addDropped(figures, "ring_full", now.droppedRingFull());
        addDropped(figures, "oldest", now.droppedOldest());
        addDropped(figures, "vanished", now.droppedVanished());
        addDropped(figures, "too_long", now.droppedTooLong());
        addDropped(figures, "failed", now.droppedFailed());
        addDropped(figures, "half_written", now.droppedHalfWritten());
        addDropped(figures, "unreadable", now.unreadable());
        figures.add(counter(
                "indelible.spool.replaced",
                "{directory}",
                "How often trouble made the spool begin a new directory.",
                Map.of(),
                now.instancesReplaced()));
        figures.add(new Figure(
                "indelible.spool.crash_safe",
                Kind.GAUGE,
                "1",
                "1 when a record survives the death of the process as soon as it is written.",
                Map.of(),
                now.crashSafe() ? 1 : 0));
    }

    private static void addDropped(List<Figure> figures, String reason, long records) {
        figures.add(counter(
                "indelible.spool.dropped",
                "{record}",
                "Records that were lost.",
                Map.of("indelible.drop.reason", reason),
                records));
    }

    private void addErrors(List<Figure> figures) {
        new TreeMap<>(errors.byInstrumentation())
                .forEach((instrumentation, count) -> figures.add(counter(
                        "indelible.instrumentation.errors",
                        "{error}",
                        "Errors inside the agent, of which the application never knew.",
                        Map.of("indelible.instrumentation.name", instrumentation),
                        count)));
        if (ledgerDropped != null) {
            figures.add(counter(
                    "indelible.integrity.dropped",
                    "{note}",
                    "What the integrity ledger left out because too much came at once.",
                    Map.of(),
                    ledgerDropped.getAsLong()));
        }
    }

    private static Figure counter(String name, String unit, String description, Map<String, String> tags, long value) {
        return new Figure(name, Kind.COUNTER, unit, description, tags, value);
    }

    private static Figure duration(String name, String description, Map<String, String> tags, long nanos, long count) {
        return new Figure(name, Kind.HISTOGRAM, "s", description, tags, nanos / NANOS, count);
    }

    private static Map<String, String> component(ExportHealth destination, Signal signal) {
        Map<String, String> tags = component(destination.type(signal));
        Exporter.Server server = destination.server(signal);
        return server == null ? tags : with(with(tags, ADDRESS, server.address()), PORT, String.valueOf(server.port()));
    }

    private static Map<String, String> component(String type) {
        return with(Map.of(NAME, type + "/0"), TYPE, type);
    }

    private static Map<String, String> with(Map<String, String> tags, String name, String value) {
        Map<String, String> more = new TreeMap<>(tags);
        more.put(name, value);
        return more;
    }
}
