package io.indelible.agent.engine.health;

import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.exporter.Signal;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is given to the spool on its way there. Any thread; allocates nothing. */
public final class RecordCounts implements RecordWriter {
    private final RecordWriter spool;
    private final LongAdder[] kept = adders();
    private final LongAdder[] lost = adders();
    private final LongAdder announced = new LongAdder();

    /** Counts what goes to {@code spool}. */
    public RecordCounts(RecordWriter spool) {
        this.spool = spool;
    }

    @Override
    public boolean write(Signal signal, byte[] bytes, int offset, int length) {
        boolean taken = spool.write(signal, bytes, offset, length);
        (taken ? kept : lost)[signal.ordinal()].increment();
        return taken;
    }

    /** A log record went to the spool by another way: the first one of the process, which alone is nothing to speak of. */
    public void announced(boolean taken) {
        (taken ? kept : lost)[Signal.LOGS.ordinal()].increment();
        announced.increment();
    }

    /** Records that the spool has taken. */
    long kept(Signal signal) {
        return kept[signal.ordinal()].sum();
    }

    /** Records for which there was no room, or no spool any more. */
    long lost(Signal signal) {
        return lost[signal.ordinal()].sum();
    }

    /** Whether nothing was recorded at all. */
    boolean isEmpty() {
        long sum = -announced.sum();
        for (Signal signal : Signal.values()) {
            sum += kept(signal) + lost(signal);
        }
        return sum == 0;
    }

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[Signal.values().length];
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
