package io.indelible.agent.engine;

import io.indelible.agent.command.Replay;
import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Settings;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import io.indelible.exporter.file.StoredSegments;
import io.indelible.exporter.file.StoredSegments.Stored;
import io.indelible.exporter.otlp.OtlpExporter;
import io.indelible.exporter.otlp.OtlpProtocol;
import io.indelible.exporter.otlp.OtlpSettings;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** {@code replay}: the OTLP destination of the agent, fed from the store in place of the spool. */
public final class ReplayWork implements Replay {
    private final Settings settings;
    private final Directories directories;

    /** Reads below these directories; speaks OTLP as these settings say, but for the endpoint. */
    public ReplayWork(Settings settings, Directories directories) {
        this.settings = settings;
        this.directories = directories;
    }

    @Override
    public Replay.Outcome replay(Request request, Progress progress) throws InterruptedException {
        AgentLog log = (level, message, cause) -> {
            if (level.compareTo(AgentLog.Level.INFO) >= 0) {
                progress.trouble(message);
            }
        };
        try (OtlpExporter exporter = new OtlpExporter(otlp(request), UnaryOperator.identity(), log)) {
            return new ReplayRun(request, progress, exporter).all(segments(request, progress));
        }
    }

    private List<Stored> segments(Request request, Progress progress) {
        List<Stored> segments = new ArrayList<>();
        File[] services = directories.base().listFiles(File::isDirectory);
        for (File each : services == null ? new File[0] : services) {
            File store = new File(each, "store");
            if (store.isDirectory()
                    && (request.service() == null || each.getName().equals(request.service()))) {
                segments.addAll(segments(store, request, progress));
            }
        }
        return segments;
    }

    // A record is never younger than the file it is in; how old it may be, the name does not say.
    private static List<Stored> segments(File store, Request request, Progress progress) {
        try {
            return StoredSegments.in(store.toPath()).stream()
                    .filter(each -> request.signals().contains(each.signal()))
                    .filter(each -> TimeUnit.MILLISECONDS.toNanos(each.millis() + 1_000) >= request.fromNanos())
                    .toList();
        } catch (IOException e) {
            progress.trouble("The store " + store + " cannot be read: " + e);
            return List.of();
        }
    }

    private OtlpSettings otlp(Request request) {
        OtlpSettings configured = Exporters.otlp(settings);
        OtlpSettings result = configured;
        for (Signal each : Signal.values()) {
            OtlpSettings.Endpoint endpoint = configured.endpoint(each);
            OtlpProtocol protocol =
                    request.protocol() == null ? endpoint.protocol() : OtlpProtocol.of(request.protocol());
            result = result.with(
                    each,
                    new OtlpSettings.Endpoint(
                            protocol == OtlpProtocol.GRPC
                                    ? request.endpoint()
                                    : OtlpSettings.below(request.endpoint(), each),
                            protocol,
                            endpoint.headers(),
                            endpoint.gzip(),
                            endpoint.timeoutMillis(),
                            endpoint.connectMillis(),
                            endpoint.tls()));
        }
        return result;
    }
}
