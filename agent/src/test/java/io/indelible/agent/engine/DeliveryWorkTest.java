package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.Settings;
import io.indelible.agent.engine.health.Health;
import io.indelible.agent.engine.health.HealthFile;
import io.indelible.agent.engine.health.HealthMetrics;
import io.indelible.agent.engine.health.RecordCounts;
import io.indelible.agent.engine.health.SpanFigures;
import io.indelible.agent.engine.log.AgentLogFile;
import io.indelible.agent.engine.log.StandardError;
import io.indelible.agent.engine.metrics.MetricsWriter;
import io.indelible.agent.engine.metrics.MicrometerTimers;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.agent.engine.recorder.SpanCounts;
import io.indelible.agent.engine.recorder.SuppressedErrors;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a process as the engine composes it, without the advice. */
@Timeout(60)
class DeliveryWorkTest {
    private final Properties properties = new Properties();
    private final EarlyRecords records = new EarlyRecords();
    private final Path service;

    DeliveryWorkTest(@TempDir Path base) {
        service = base.resolve("test");
        properties.setProperty("indelible.dir", base.toString());
        properties.setProperty("otel.service.name", "test");
        properties.setProperty("indelible.spool.ring-bytes", "1MiB");
    }

    @Test
    void everything_isDeliveredBeforeTheEnd() throws Exception {
        live("file", "early", "late");
        assertThat(Processes.stored(service)).contains("early", "late");
    }

    @Test
    void deliveredSpool_isDeleted() throws Exception {
        live("file", "early", "late");
        assertThat(Processes.spools(service)).isEmpty();
    }

    @Test
    void undeliveredSpool_isLeftForTheNext() throws Exception {
        live("none", "early", "late");
        assertThat(Processes.spools(service)).hasSize(1);
        live("file", "second early", "second late");
        assertThat(Processes.stored(service)).contains("\"early\"", "\"late\"", "second late");
        assertThat(Processes.spools(service)).isEmpty();
    }

    @Test
    void undeliveredSpool_namesWhomItIsFor() throws Exception {
        properties.setProperty("otel.exporter.otlp.endpoint", "http://127.0.0.1:1");
        live("file,otlp,misspelled", "early", "late");
        Path spool = service.resolve(Processes.spools(service).get(0));
        assertThat(Files.readAllLines(spool.resolve("destinations")))
                .startsWith("file", "otlp")
                .hasSize(3);
    }

    @Test
    void processWithoutRecords_leavesNothing() throws Exception {
        Settings settings = settings("file");
        Directories directories = Directories.choose(settings);
        AgentLogFile log = new AgentLogFile(AgentLog.Level.WARN);
        SpoolOpening opening = opening(settings, directories, records, log);
        Thread spool = start("spool", opening);
        DeliveryWork work = work(settings, directories, opening, log);
        Thread export = start("export", work);
        opening.await(10_000);
        work.finish();
        export.join();
        spool.join();
        assertThat(Processes.spools(service)).isEmpty();
        assertThat(Processes.stored(service)).isEmpty();
    }

    @Test
    void finishBeforeTheStart_doesNotWait() {
        Settings settings = settings("file");
        Directories directories = Directories.choose(settings);
        AgentLogFile log = new AgentLogFile(AgentLog.Level.WARN);
        work(settings, directories, opening(settings, directories, records, log), log)
                .finish();
    }

    private static SpoolOpening opening(
            Settings settings, Directories directories, EarlyRecords records, AgentLogFile log) {
        return new SpoolOpening(
                settings, directories, records, new RecordCounts(records), new StandardError(System.err), log);
    }

    /** One process: a record before the spool is open, one after, and the end. */
    private void live(String exporter, String early, String late) throws Exception {
        Settings settings = settings(exporter);
        Directories directories = Directories.choose(settings);
        AgentLogFile log = new AgentLogFile(AgentLog.Level.WARN);
        EarlyRecords own = new EarlyRecords();
        SpoolOpening opening = opening(settings, directories, own, log);
        DeliveryWork work = work(settings, directories, opening, log);
        write(own, early);
        Thread spool = start("spool", opening);
        opening.await(10_000);
        Thread export = start("export", work);
        write(own, late);
        while (export.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        work.finish();
        export.join();
        spool.join();
    }

    private static void write(EarlyRecords records, String name) {
        byte[] record = Processes.span(name);
        assertThat(records.write(Signal.TRACES, record, 0, record.length)).isTrue();
    }

    private DeliveryWork work(Settings settings, Directories directories, SpoolOpening opening, AgentLogFile log) {
        EpochClock clock = new EpochClock();
        Delivery delivery = new Delivery(
                directories.service().toPath(),
                new DeadBounds(1 << 26, Long.MAX_VALUE),
                0,
                Exporters.names(settings),
                alive -> Exporters.of(
                        settings,
                        Exporters.store(directories.store(), settings.store()),
                        alive,
                        EngineThread::guarded,
                        log),
                log);
        Scopes scopes = new Scopes("1");
        MetricsWriter metrics = new MetricsWriter(new MicrometerTimers(), scopes, records, 0);
        RecordCounts counts = new RecordCounts(records);
        Health health = new Health(
                counts,
                new SpanFigures(new SpanCounts(), everything -> {}),
                opening::spool,
                delivery::health,
                new SuppressedErrors(log),
                () -> 0,
                null);
        Readings readings = new Readings(
                metrics,
                health,
                new HealthMetrics(health, counts, scopes.agent(), 0),
                new HealthFile(directories.service().toPath(), health),
                clock,
                settings.metricIntervalMillis(),
                log);
        return new DeliveryWork(opening, delivery, readings, last -> {}, clock, () -> {}, null, log);
    }

    private Settings settings(String exporter) {
        properties.setProperty("indelible.exporter", exporter);
        return Settings.read(properties, Map.of());
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new EngineThread(name, work);
        thread.start();
        return thread;
    }
}
