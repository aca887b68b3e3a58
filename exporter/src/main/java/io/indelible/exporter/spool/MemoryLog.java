package io.indelible.exporter.spool;

import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.RecordSource;
import io.indelible.exporter.SpoolRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the log where there is no directory: a bounded number of bytes in the heap, the oldest dropped first. Its
 * monitor is shared by the writer and the export thread, never by an application's.
 */
final class MemoryLog implements RecordLog, RecordSource {
    private static final String SEGMENT = "memory";

    private final String instance;
    private final byte[] resource;
    private final long maxBytes;
    private final Drops drops;
    private final ArrayDeque<byte[]> records = new ArrayDeque<>();
    private final Map<String, Position> cursors = new HashMap<>();
    private long bytes;
    /** How many records came before the first one that is here. */
    private long first;

    MemoryLog(String instance, byte[] resource, long maxBytes, Drops drops) {
        this.instance = instance;
        this.resource = resource;
        this.maxBytes = maxBytes;
        this.drops = drops;
    }

    @Override
    public synchronized boolean append(Lot lot) {
        lot.forEach(this::keep);
        return true;
    }

    private void keep(byte[] record) {
        while (bytes + record.length > maxBytes && !records.isEmpty()) {
            removeFirst();
            drops.forgotten.increment();
        }
        records.add(record);
        bytes += record.length;
    }

    private void removeFirst() {
        bytes -= records.remove().length;
        first++;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int count() {
        return records.size();
    }

    @Override
    public synchronized Position cursor(String destination) {
        return cursors.getOrDefault(destination, Position.START);
    }

    @Override
    public synchronized void acknowledge(String destination, Position next) {
        cursors.put(destination, next);
    }

    @Override
    public synchronized @Nullable RecordBatch read(Position from, int maxBytes) {
        List<SpoolRecord> batch = new ArrayList<>();
        long number = first;
        long taken = 0;
        for (byte[] record : records) {
            if (number++ < from.offset()) {
                continue;
            }
            add(record, batch);
            taken += record.length;
            if (taken >= maxBytes) {
                break;
            }
        }
        return batch.isEmpty()
                ? null
                : new RecordBatch(resource, instance, batch, new Position(SEGMENT, number), taken >= maxBytes);
    }

    private void add(byte[] record, List<SpoolRecord> batch) {
        try {
            batch.add(SpoolRecord.parse(record, 0, record.length));
        } catch (IllegalArgumentException e) {
            drops.unreadable.increment();
        }
    }

    @Override
    public synchronized void discardDelivered(Iterable<String> destinations) {
        long passed = Long.MAX_VALUE;
        for (String destination : destinations) {
            passed = Math.min(passed, cursor(destination).offset());
        }
        while (passed != Long.MAX_VALUE && first < passed && !records.isEmpty()) {
            removeFirst();
        }
    }

    @Override
    public String segment() {
        return SEGMENT;
    }

    @Override
    public void prepare() {}

    @Override
    public void close() {}
}
