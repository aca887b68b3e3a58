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
import java.util.concurrent.CountDownLatch;
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
        deliver();

        assertThat(source.acknowledged("file")).isEqualTo(2);
        assertThat(source.acknowledged("otlp")).isZero();
        assertThat(files()).hasSize(2);
    }

    @Test
    void collectorThatIsBack_getsWhatItMissed() throws Exception {
        deliver();
        collector.always(Collector.status(200));
        collector.requests.clear();
        nanos += TimeUnit.SECONDS.toNanos(1);

        deliver();

        assertThat(source.acknowledged("otlp")).isEqualTo(2);
        assertThat(collector.requests.stream().map(Collector.Request::path)).containsExactly("/v1/traces", "/v1/logs");
        assertThat(files()).hasSize(2);
    }

    @Test
    void serverThatHangs_doesNotHoldBackTheStore() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        collector.always((exchange, body) -> await(over));
        loop.pass();
        source.records.addAll(Records.spans(5));

        loop.pass();

        assertThat(source.acknowledged("file")).isEqualTo(7);
        assertThat(source.acknowledged("otlp")).isZero();
        over.countDown();
        deliver();
        assertThat(collector.requests.stream().map(Collector.Request::path).limit(1))
                .containsExactly("/v1/traces");
    }

    private static void await(CountDownLatch over) throws IOException {
        try {
            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void deliver() throws InterruptedException {
        while (loop.pass()) {
            // until there is nothing more, or no way
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.toList();
        }
    }
}
