package io.indelible.agent.engine;

import io.indelible.agent.engine.recorder.RecordWriter;
import io.indelible.exporter.Signal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The spool as application threads see it, also before it is open: premain waits for the ring, but not for ever, and what
 * is recorded before the ring is there waits in this bounded memory and goes into the ring first.
 */
final class EarlyRecords implements RecordWriter {
    private static final int MOST = 4096;
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Queue<Early> early = new ArrayDeque<>();
    private volatile @Nullable RecordWriter spool;
    private int kept;
    private long dropped;

    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Early(Signal signal, byte[] bytes) {}

    @Override
    public boolean write(Signal signal, byte[] bytes, int offset, int length) {
        RecordWriter open = spool;
        return open != null ? open.write(signal, bytes, offset, length) : keep(signal, bytes, offset, length);
    }

    /** The spool is open; what waited goes into it. */
    void open(RecordWriter opened) {
        open(opened, null);
    }

    /**
     * The spool is open; what waited goes into it.
     *
     * @param announcement writes what comes before all other records, if there are any; null for nothing
     */
    synchronized void open(RecordWriter opened, @Nullable Runnable announcement) {
        if (announcement != null && early.isEmpty()) {
            spool = new Announced(opened, announcement);
            return;
        }
        if (announcement != null) {
            announcement.run();
        }
        for (Early record : early) {
            opened.write(record.signal(), record.bytes(), 0, record.bytes().length);
        }
        early.clear();
        spool = opened;
    }

    /** How many records found no room before the spool was open. */
    synchronized long dropped() {
        return dropped;
    }

    private synchronized boolean keep(Signal signal, byte[] bytes, int offset, int length) {
        RecordWriter opened = spool;
        if (opened != null) {
            return opened.write(signal, bytes, offset, length);
        }
        if (early.size() == MOST || length > MOST_BYTES - kept) {
            dropped++;
            return false;
        }
        kept += length;
        return early.add(new Early(signal, Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    /** Writes something before the first record: a program that records nothing pays for nothing. */
    private final class Announced implements RecordWriter {
        private final RecordWriter opened;
        private final AtomicReference<@Nullable Runnable> announcement;

        Announced(RecordWriter opened, Runnable announcement) {
            this.opened = opened;
            this.announcement = new AtomicReference<>(announcement);
        }

        @Override
        public boolean write(Signal signal, byte[] bytes, int offset, int length) {
            Runnable unsaid = announcement.getAndSet(null);
            if (unsaid != null) {
                unsaid.run();
                spool = opened;
            }
            return opened.write(signal, bytes, offset, length);
        }
    }
}
