package io.indelible.agent.engine;

import io.indelible.agent.engine.metrics.MetricsWriter;
import io.indelible.agent.engine.metrics.MicrometerTimers;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.agent.engine.recorder.OpenSpans;
import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.agent.engine.recorder.Scopes;
import io.indelible.exporter.Signal;
import io.indelible.exporter.spool.LastWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the next process is to tell should this one die: what is open, and the metrics. On the spool's thread, but for what is
 * said in the end.
 */
final class LastRecords implements LastWords {
    private final OpenSpans open;
    private final EpochClock clock;
    private final MetricsWriter writer;
    private List<byte[]> collected = List.of();

    LastRecords(OpenSpans open, MicrometerTimers timers, Scopes scopes, EpochClock clock, long startEpochNanos) {
        this.open = open;
        this.clock = clock;
        // A writer of its own: the one of the export thread may be at work at the same time.
        writer = new MetricsWriter(
                timers,
                scopes,
                (signal, bytes, offset, length) -> collected.add(Arrays.copyOfRange(bytes, offset, offset + length)),
                startEpochNanos);
    }

    @Override
    public synchronized List<byte[]> open() {
        return open.records();
    }

    /** Records, for good, what is open though the process ends. On the export thread. */
    synchronized void endAll(RecordWriter spool) {
        for (byte[] record : open.endAll()) {
            spool.write(Signal.TRACES, record, 0, record.length);
        }
    }

    @Override
    public List<byte[]> metrics() {
        collected = new ArrayList<>();
        writer.write(clock.epochNanos(System.nanoTime()));
        return collected;
    }
}
