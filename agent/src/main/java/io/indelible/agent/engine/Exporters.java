package io.indelible.agent.engine;

import io.indelible.agent.engine.config.OtlpTarget;
import io.indelible.agent.engine.config.Settings;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.Signal;
import io.indelible.exporter.file.FileExporter;
import io.indelible.exporter.file.FileSettings;
import io.indelible.exporter.otlp.OtlpExporter;
import io.indelible.exporter.otlp.OtlpProtocol;
import io.indelible.exporter.otlp.OtlpSettings;
import io.indelible.exporter.otlp.OtlpSettings.Endpoint;
import io.indelible.exporter.otlp.TlsFiles;
import java.io.File;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the destinations that the settings name: the one switch in which they are chosen. */
final class Exporters {
    private Exporters() {}

    /**
     * The destinations.
     *
     * @param store the folder of the local store
     * @param alive whether the process of an instance lives: what dead ones left open in the store is closed
     * @param guarded wraps what foreign threads of a destination run
     */
    static List<Exporter> of(
            Settings settings, File store, Predicate<String> alive, UnaryOperator<Runnable> guarded, AgentLog log) {
        List<Exporter> exporters = new ArrayList<>();
        for (String name : settings.exporters()) {
            switch (name) {
                case "file" -> exporters.add(store(settings, store, alive, log));
                case "otlp" -> {
                    if (!MissingModules.ofRuntime().httpClient()) {
                        exporters.add(new OtlpExporter(otlp(settings), guarded, log));
                    } else {
                        log.warn("nothing is sent by OTLP: this Java runtime has no module java.net.http", null);
                    }
                }
                default -> log.warn("no exporter is called " + name, null);
            }
        }
        return exporters;
    }

    private static Exporter store(Settings settings, File folder, Predicate<String> alive, AgentLog log) {
        FileExporter exporter = new FileExporter(
                FileSettings.of(
                        folder.toPath(),
                        settings.store().maxBytes(),
                        settings.store().maxAgeMillis()),
                log);
        exporter.finishDead(alive);
        return exporter;
    }

    /** Where OTLP goes by these settings, whether or not it is among the destinations. */
    static OtlpSettings otlp(Settings settings) {
        return new OtlpSettings(
                endpoint(settings.otlp(Signal.TRACES)),
                endpoint(settings.otlp(Signal.LOGS)),
                endpoint(settings.otlp(Signal.METRICS)),
                Version.AGENT);
    }

    private static Endpoint endpoint(OtlpTarget target) {
        return new Endpoint(
                URI.create(target.url()),
                OtlpProtocol.of(target.protocol()),
                target.headers(),
                target.gzip(),
                target.timeoutMillis(),
                target.connectMillis(),
                new TlsFiles(file(target.certificate()), file(target.clientCertificate()), file(target.clientKey())));
    }

    private static @Nullable File file(@Nullable String path) {
        return path == null ? null : new File(path);
    }
}
