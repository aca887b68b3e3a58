package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a process leaves that is killed: records in a segment of each kind and in the ring, and a cursor. Always the same. */
final class SoundInstance {
    final Map<Long, byte[]> written = new HashMap<>();
    final Map<String, byte[]> files = new TreeMap<>();
    final String name;
    final Position cursor;
    private final Random random = new Random(1);

    @SuppressWarnings("IllegalThrows") // Chronicle throws anything
    SoundInstance(Path root, int chronicle, int plain, int inRing) throws Throwable {
        SpoolDirectory directory = SpoolDirectory.create(root, Records.RESOURCE);
        name = directory.instance();
        int segmentBytes = Records.settings(root).segmentBytes();
        try (RecordLog log = ChronicleLog.open(directory.path(), segmentBytes, 0, AgentLog.SILENT)) {
            append(log, chronicle);
        }
        try (RecordLog log = new PlainLog(directory.path(), segmentBytes, 0)) {
            append(log, plain);
            cursor = new Position(log.segment(), 12_345);
        }
        Ring ring = Ring.mapped(directory.file(SpoolDirectory.RING), 128 * 1024, 0, new Drops());
        for (int i = 0; i < inRing; i++) {
            byte[] record = next();
            assertThat(ring.write(record, 0, record.length)).isTrue();
        }
        CursorFile.write(CursorFile.of(directory.path(), "file"), cursor);
        directory.close();
        remember(root.resolve(name));
    }

    private void append(RecordLog log, int records) throws IOException {
        Lot lot = new Lot();
        for (int i = 0; i < records; i++) {
            byte[] record = next();
            lot.add(record, 0, record.length);
            if (i % 7 == 4 || i == records - 1) {
                assertThat(log.append(lot)).isTrue();
                lot.clear();
            }
        }
    }

    /** A number, and what may look like anything. */
    private byte[] next() {
        long number = written.size();
        byte[] record = record(number, random);
        written.put(number, record);
        return record;
    }

    static byte[] record(long number, Random random) {
        byte[] record = Records.record(number, 20 + random.nextInt(400));
        byte[] text = new byte[record.length - 12];
        random.nextBytes(text);
        if (number % 3 == 0) {
            Arrays.fill(text, (byte) random.nextInt(3));
        }
        System.arraycopy(text, 0, record, 12, text.length);
        return record;
    }

    private void remember(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), withoutTail(file));
            }
        }
        files.remove("metadata.cq4t"); // nobody reads it
    }

    /** A segment of Chronicle ends in a megabyte of nothing. */
    private static byte[] withoutTail(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (file.toString().endsWith(SegmentName.CHRONICLE) && bytes[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(bytes, Math.min(bytes.length, end + 1024));
    }

    /** The numbers of all records there are; each must be what was written. */
    static Set<Long> read(String what, DeadSpool dead, Map<Long, byte[]> written) throws IOException {
        Set<Long> numbers = new HashSet<>();
        RecordBatch batch = dead.read(Position.START, 1 << 16);
        while (batch != null) {
            for (SpoolRecord record : batch.records()) {
                long number = Records.number(record);
                assertThat(written.get(number))
                        .as(what + " tells a false record")
                        .isEqualTo(bytes(record));
                numbers.add(number);
            }
            batch = dead.read(batch.next(), 1 << 16);
        }
        return numbers;
    }

    private static byte[] bytes(SpoolRecord record) {
        return Arrays.copyOfRange(record.bytes(), record.offset(), record.offset() + record.length());
    }
}
