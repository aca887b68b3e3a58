package io.indelible.exporter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A spool in memory: positions are indexes of records; a batch is at most {@link #batchSize} of them. */
final class MemorySource implements RecordSource {
    final List<SpoolRecord> records = new ArrayList<>();
    final Map<String, RecordBatch.Position> cursors = new HashMap<>();
    final String instance;
    int batchSize = 100;
    int discards;
    boolean unreadable;
    boolean readOnly;

    MemorySource(String instance, SpoolRecord... records) {
        this.instance = instance;
        this.records.addAll(List.of(records));
    }

    /** How many records a destination has acknowledged. */
    long acknowledged(String destination) {
        return cursor(destination).offset();
    }

    @Override
    public RecordBatch.Position cursor(String destination) {
        return cursors.getOrDefault(destination, RecordBatch.Position.START);
    }

    @Override
    public @Nullable RecordBatch read(RecordBatch.Position from, int maxBytes) throws IOException {
        if (unreadable) {
            throw new IOException("cannot read");
        }
        int start = (int) from.offset();
        int end = Math.min(records.size(), start + batchSize);
        return start == end
                ? null
                : new RecordBatch(
                        Records.resource(),
                        instance,
                        List.copyOf(records.subList(start, end)),
                        new RecordBatch.Position("memory", end),
                        end < records.size());
    }

    @Override
    public void acknowledge(String destination, RecordBatch.Position next) throws IOException {
        if (readOnly) {
            throw new IOException("cannot write");
        }
        cursors.put(destination, next);
    }

    @Override
    public void discardDelivered(Iterable<String> destinations) {
        discards++;
    }
}
