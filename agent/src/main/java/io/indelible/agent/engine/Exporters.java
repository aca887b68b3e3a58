package io.indelible.agent.engine;

import io.indelible.agent.engine.config.DiskBounds;
import io.indelible.agent.engine.config.OtlpTarget;
import io.indelible.agent.engine.config.Setting;
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

    /** The names of the destinations that {@link #of} makes; loads none of them. */
    static List<String> names(Settings settings) {
        List<String> names = new ArrayList<>();
        for (String name : settings.exporters()) {
            if (name.equals("file") || (name.equals("otlp") && canSend())) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean canSend() {
        return !MissingModules.ofRuntime().httpClient();
    }

    /** What to set so that these are destinations. */
    static String settingsFor(List<String> names) {
        String endpoint = names.contains("otlp") ? " and otel.exporter.otlp.endpoint" : "";
        return "set " + Setting.EXPORTER.property() + "=" + String.join(",", names) + endpoint;
    }

    /**
     * The destinations.
     *
     * @param store the local store
     * @param alive whether the process of an instance lives: what dead ones left open in the store is closed
     * @param guarded wraps what foreign threads of a destination run
     */
    static List<Exporter> of(
            Settings settings,
            FileSettings store,
            Predicate<String> alive,
            UnaryOperator<Runnable> guarded,
            AgentLog log) {
        List<Exporter> exporters = new ArrayList<>();
        for (String name : settings.exporters()) {
            switch (name) {
                case "file" -> exporters.add(store(store, alive, log));
                case "otlp" -> {
                    if (canSend()) {
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

    private static Exporter store(FileSettings store, Predicate<String> alive, AgentLog log) {
        FileExporter exporter = new FileExporter(store, log);
        exporter.finishDead(alive);
        return exporter;
    }

    /** The local store in this folder, within these bounds. */
    static FileSettings store(File folder, DiskBounds bounds) {
        return FileSettings.of(folder.toPath(), bounds.maxBytes(), bounds.maxAgeMillis());
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
