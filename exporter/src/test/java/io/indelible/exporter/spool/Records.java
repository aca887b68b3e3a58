package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.RecordSource;
import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Records whose payload is a number, and the way back. */
final class Records {
    static final byte[] RESOURCE = {1, 2, 3};

    private Records() {}

    static byte[] record(long number, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.put((byte) SpoolRecord.VERSION).put((byte) 1).putShort((short) 0).putLong(number);
        return bytes.array();
    }

    static long number(SpoolRecord record) {
        return ByteBuffer.wrap(record.bytes()).getLong(record.payloadOffset());
    }

    /** All that a destination has not acknowledged, without acknowledging it. */
    static List<Long> unread(RecordSource source, Position from) throws IOException {
        List<Long> numbers = new ArrayList<>();
        RecordBatch batch = source.read(from, 1 << 20);
        while (batch != null) {
            batch.records().forEach(record -> numbers.add(number(record)));
            batch = source.read(batch.next(), 1 << 20);
        }
        return numbers;
    }

    static List<Long> all(RecordSource source) throws IOException {
        return unread(source, Position.START);
    }

    /** Reads and acknowledges everything. */
    static List<Long> deliver(RecordSource source, String destination) throws IOException {
        List<Long> numbers = new ArrayList<>();
        RecordBatch batch = source.read(source.cursor(destination), 1 << 20);
        while (batch != null) {
            batch.records().forEach(record -> numbers.add(number(record)));
            source.acknowledge(destination, batch.next());
            source.discardDelivered(List.of(destination));
            batch = source.read(source.cursor(destination), 1 << 20);
        }
        return numbers;
    }

    static List<Long> upTo(long count) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    static SpoolSettings settings(Path root) {
        return new SpoolSettings(root, 1 << 20, 1 << 20, 256 << 20, Long.MAX_VALUE, 0);
    }

    /** Remembers what was said, but for what is for us only: that the machine has rings of other users, say. */
    static final class Lines implements AgentLog {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void log(Level level, String message, @Nullable Throwable cause) {
            if (level != Level.DEBUG) {
                lines.add(level + " " + message + (cause == null ? "" : " " + cause));
            }
        }
    }
}
