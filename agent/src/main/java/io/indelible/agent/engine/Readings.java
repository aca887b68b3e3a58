package io.indelible.agent.engine;

import io.indelible.agent.engine.health.Health;
import io.indelible.agent.engine.health.HealthFile;
import io.indelible.agent.engine.health.HealthMetrics;
import io.indelible.agent.engine.metrics.MetricsWriter;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Reads the meters from time to time: those of the application's operations and those of the agent itself become records,
 * the agent's also a file for {@code doctor}. Used by the export thread.
 */
final class Readings {
    private static final long FILE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final MetricsWriter operations;
    private final Health all;
    private final HealthMetrics health;
    private final HealthFile file;
    private final EpochClock clock;
    private final AgentLog log;
    private final long intervalNanos;
    private long nextRecords;
    private long nextFile;

    /** @param intervalMillis between two readings that become records */
    Readings(
            MetricsWriter operations,
            Health all,
            HealthMetrics health,
            HealthFile file,
            EpochClock clock,
            long intervalMillis,
            AgentLog log) {
        this.operations = operations;
        this.all = all;
        this.health = health;
        this.file = file;
        this.clock = clock;
        this.log = log;
        intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        nextRecords = System.nanoTime() + intervalNanos;
        nextFile = System.nanoTime();
    }

    /**
     * Reads what is due.
     *
     * @param recording whether there are records, and a directory that holds them
     */
    void take(boolean recording) {
        long now = System.nanoTime();
        if (now - nextRecords >= 0) {
            nextRecords = now + intervalNanos;
            write(now);
        }
        if (recording && now - nextFile >= 0) {
            nextFile = now + FILE_NANOS;
            writeFile();
        }
    }

    /** The last reading of this process. */
    void takeLast() {
        write(System.nanoTime());
    }

    private void write(long now) {
        operations.write(clock.epochNanos(now));
        health.write(clock.epochNanos(now));
        all.collected(System.nanoTime() - now);
    }

    private void writeFile() {
        try {
            file.write(Instant.now());
        } catch (IOException unwritable) {
            log.warn("cannot write down for doctor how this process does", unwritable);
        }
    }
}
