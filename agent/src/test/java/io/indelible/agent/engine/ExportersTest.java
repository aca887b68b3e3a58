package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.config.Settings;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportersTest {
    private final Properties properties = new Properties();
    private final Path store;

    ExportersTest(@TempDir Path folder) {
        store = folder.resolve("store");
    }

    @ParameterizedTest
    @CsvSource({"file, file", "otlp, otlp", "'file,otlp', 'file,otlp'", "none, ''"})
    void exporters_areThoseOfTheSetting(String setting, String names) {
        properties.setProperty("indelible.exporter", setting);
        assertThat(String.join(",", names())).isEqualTo(names);
    }

    @Test
    void withoutASetting_isTheFile() {
        assertThat(names()).containsExactly("file");
    }

    @Test
    void endpoint_choosesOtlp() {
        properties.setProperty("otel.exporter.otlp.endpoint", "http://localhost:1");
        assertThat(names()).containsExactly("otlp");
    }

    @Test
    void whatTheDeadLeftOpen_isClosed() throws Exception {
        Files.createDirectories(store);
        Path open = store.resolve("traces-20260101T000000.000-inst-dead.jsonl.open");
        Files.writeString(open, "{}\n");
        names();
        assertThat(store.resolve("traces-20260101T000000.000-inst-dead.jsonl")).exists();
        assertThat(open).doesNotExist();
    }

    private List<String> names() {
        Settings settings = Settings.read(properties, Map.of());
        List<Exporter> exporters = Exporters.of(
                settings,
                Exporters.store(store.toFile(), settings.store()),
                instance -> false,
                work -> work,
                AgentLog.SILENT);
        List<String> names = exporters.stream().map(Exporter::name).toList();
        exporters.forEach(Exporter::close);
        assertThat(Exporters.names(settings)).isEqualTo(names);
        return names;
    }
}
