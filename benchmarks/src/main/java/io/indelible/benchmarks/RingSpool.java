package io.indelible.benchmarks;

import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordSource;
import io.indelible.exporter.Signal;
import io.indelible.exporter.spool.Spool;
import io.indelible.exporter.spool.SpoolSettings;
import java.nio.file.Path;

/**
 * A spool in a directory of its own, whose ring is emptied by the benchmark between its invocations: with the writer's
 * thread on the other core one would measure how two threads fight for a cache line, or how fast a full ring says no.
 */
public final class RingSpool implements RecordWriter, AutoCloseable {
    private static final int RING = 64 << 20;
    private static final int PATIENCE = 30;
    private static final long BOUND = 64L << 20;

    private final Path directory;
    private final Spool spool;

    private RingSpool(Path directory, long maxBytes) {
        this.directory = directory;
        SpoolSettings defaults = SpoolSettings.of(directory);
        SpoolSettings settings = new SpoolSettings(
                directory, RING, defaults.segmentBytes(), maxBytes, defaults.maxAgeMillis(), defaults.freeSpaceFloor());
        spool = Spool.open(settings, new byte[0], AgentLog.SILENT);
    }

    /** A new spool below the temporary directory. */
    public static RingSpool open() {
        return open(BOUND);
    }

    /** The same for more than a little. */
    public static RingSpool open(long maxBytes) {
        return new RingSpool(ScratchFolder.create(), maxBytes);
    }

    @Override
    public boolean write(Signal signal, byte[] bytes, int offset, int length) {
        return spool.write(bytes, offset, length);
    }

    /** Empties the ring. */
    public void drain() {
        for (int i = 0; i < PATIENCE; i++) {
            if (spool.drainNow()) { // which gives up after a second
                return;
            }
        }
        throw new IllegalStateException("the ring could not be emptied");
    }

    /** What was emptied into the queue. */
    public RecordSource source() {
        return spool.source();
    }

    /**
     * Ends the spool and deletes it.
     *
     * @throws IllegalStateException when a record was refused: then another path was measured than was meant
     */
    @Override
    public void close() {
        long refused = spool.statistics().droppedRingFull();
        spool.close();
        ScratchFolder.delete(directory);
        if (refused > 0) {
            throw new IllegalStateException("the ring refused " + refused + " records");
        }
    }
}
