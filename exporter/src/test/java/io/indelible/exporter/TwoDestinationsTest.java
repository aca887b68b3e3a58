package io.indelible.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.file.FileExporter;
import io.indelible.exporter.file.FileSettings;
import io.indelible.exporter.otlp.Collector;
import io.indelible.exporter.otlp.OtlpExporter;
import io.indelible.exporter.otlp.OtlpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real destinations behind the real loop: a real store, a real server that is out of order. */
class TwoDestinationsTest {
    private final Collector collector = new Collector();
    private final MemorySource source = new MemorySource("i1", Records.span("s", "a"), Records.log("s", "b"));
    private final FileExporter file;
    private final OtlpExporter otlp;
    private final ExportLoop loop;
    private final Path store;
    private long nanos;

    TwoDestinationsTest(@TempDir Path home) throws IOException {
        store = home.resolve("store");
        file = new FileExporter(FileSettings.of(store, 1 << 30, 1 << 30), AgentLog.SILENT);
        otlp = new OtlpExporter(
                OtlpSettings.of(collector.uri(), Map.of(), true, 10_000, "1"),
                UnaryOperator.identity(),
                AgentLog.SILENT);
        loop = new ExportLoop(
                List.of(otlp, file), () -> nanos, InstantSource.system(), failures -> 1_000, AgentLog.SILENT);
        loop.add(source);
        collector.always(Collector.status(503));
    }

    @AfterEach
    void close() {
        file.close();
        otlp.close();
        collector.close();
    }

    @Test
    void deadCollector_doesNotHoldBackTheStore() throws Exception {
        loop.pass();

        assertThat(source.acknowledged("file")).isEqualTo(2);
        assertThat(source.acknowledged("otlp")).isZero();
        assertThat(files()).hasSize(2);
    }

    @Test
    void collectorThatIsBack_getsWhatItMissed() throws Exception {
        loop.pass();
        collector.always(Collector.status(200));
        collector.requests.clear();
        nanos += TimeUnit.SECONDS.toNanos(1);

        loop.pass();

        assertThat(source.acknowledged("otlp")).isEqualTo(2);
        assertThat(collector.requests.stream().map(Collector.Request::path)).containsExactly("/v1/traces", "/v1/logs");
        assertThat(files()).hasSize(2);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.toList();
        }
    }
}
