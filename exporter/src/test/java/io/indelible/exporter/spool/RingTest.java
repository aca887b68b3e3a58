package io.indelible.exporter.spool;

import static java.nio.channels.FileChannel.MapMode.READ_WRITE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indelible.exporter.SpoolRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit sets the fields
class RingTest {
    private static final int CAPACITY = 64 * 1024;

    @TempDir
    Path directory;

    private final Drops drops = new Drops();

    @Test
    void mappedRing_keepsRecordsInOrder() throws Exception {
        Ring ring = mapped();
        for (long i = 0; i < 100; i++) {
            assertThat(write(ring, Records.record(i, 100))).isTrue();
        }
        assertThat(drained(ring)).isEqualTo(Records.upTo(100));
    }

    @Test
    void heapRing_saysNothingOnStandardError() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Ring.heap(CAPACITY, drops);
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void heapRing_keepsRecordsInOrder() throws Exception {
        Ring ring = Ring.heap(CAPACITY, drops);
        write(ring, Records.record(0, 100));
        write(ring, Records.record(1, 100));
        assertThat(drained(ring)).isEqualTo(Records.upTo(2));
    }

    @Test
    void heapRing_saysItIsNotCrashSafe() throws Exception {
        assertThat(Ring.heap(CAPACITY, drops).crashSafe()).isFalse();
        assertThat(mapped().crashSafe()).isTrue();
    }

    @Test
    void fullRing_dropsAndCounts() throws Exception {
        Ring ring = mapped();
        int kept = 0;
        while (write(ring, Records.record(kept, 100))) {
            kept++;
        }
        write(ring, Records.record(0, 100));
        assertThat(drops.ringFull.sum()).isEqualTo(2);
        assertThat(drained(ring)).isEqualTo(Records.upTo(kept));
    }

    @Test
    void tooLongRecord_dropsAndCounts() throws Exception {
        assertThat(write(mapped(), new byte[SpoolRecord.MAX_LENGTH + 1])).isFalse();
        assertThat(drops.tooLong.sum()).isEqualTo(1);
    }

    @Test
    void emptyRecord_isNotKept() throws Exception {
        assertThat(write(mapped(), new byte[0])).isFalse();
    }

    @Test
    void rangeOutsideTheArray_countsAsFailureAndHoldsNobodyUp() throws Exception {
        Ring ring = mapped();
        assertThat(ring.write(new byte[10], 5, 10)).isFalse();
        write(ring, Records.record(0, 20));
        assertThat(drops.failed.sum()).isEqualTo(1);
        assertThat(drained(ring)).containsExactly(0L);
    }

    @Test
    void concurrentWriters_loseNothing() throws Exception {
        Ring ring = mapped();
        int threads = 4;
        int each = 20_000;
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            long first = (long) t << 32;
            writers.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    while (!write(ring, Records.record(first + i, 40 + i % 60))) {
                        Thread.onSpinWait();
                    }
                }
            }));
        }
        writers.forEach(Thread::start);
        Map<Long, Long> next = new HashMap<>();
        long count = 0;
        while (count < (long) threads * each) {
            for (long number : drained(ring)) {
                assertThat(number & 0xffffffffL).isEqualTo(next.merge(number >> 32, 1L, Long::sum) - 1);
                count++;
            }
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(ring.size()).isZero();
    }

    @Test
    void failingLog_leavesWhatItDidNotTakeInTheRing() throws Exception {
        Ring ring = mapped();
        writeTwoLots(ring);
        ListLog failing = new ListLog(1, true);
        assertThat(ring.drain(failing)).isEqualTo(Lot.RECORDS);
        assertThatThrownBy(() -> ring.drain(failing)).isInstanceOf(IOException.class);
        assertThat(failing.numbers).isEqualTo(Records.upTo(Lot.RECORDS));
        assertThat(drained(ring)).containsExactly((long) Lot.RECORDS, Lot.RECORDS + 1L);
    }

    private static void writeTwoLots(Ring ring) {
        for (long i = 0; i < Lot.RECORDS + 2; i++) {
            assertThat(write(ring, Records.record(i, 50))).isTrue();
        }
    }

    @Test
    void logWithoutRoom_leavesTheRecordsInTheRing() throws Exception {
        Ring ring = mapped();
        writeTwoLots(ring);
        ListLog full = new ListLog(1, false);
        assertThat(ring.drain(full)).isEqualTo(Lot.RECORDS);
        assertThat(ring.refused()).isFalse();
        assertThat(ring.drain(full)).isZero();
        assertThat(ring.refused()).isTrue();
        assertThat(drained(ring)).containsExactly((long) Lot.RECORDS, Lot.RECORDS + 1L);
    }

    @Test
    void longRecords_areMoreThanOneLotOfOneDrain() throws Exception {
        Ring ring = Ring.mapped(directory.resolve("ring"), 1 << 20, 0, drops);
        for (long i = 0; i < 10; i++) {
            assertThat(write(ring, Records.record(i, 60_000))).isTrue();
        }
        ListLog log = new ListLog(Integer.MAX_VALUE, false);
        assertThat(ring.drain(log)).isEqualTo(10);
        assertThat(log.lots).isGreaterThan(1);
        assertThat(log.numbers).isEqualTo(Records.upTo(10));
    }

    @Test
    void recordsBehindOneThatWasGivenUp_areKept() throws Exception {
        Ring ring = mapped();
        ManyToOneRingBuffer sameRing = sameRing();
        sameRing.abort(sameRing.tryClaim(7, 100));
        for (long i = 0; i < 3; i++) {
            write(ring, Records.record(i, 100));
        }
        assertThat(drained(ring)).isEqualTo(Records.upTo(3));
        sameRing.abort(sameRing.tryClaim(7, 100));
        sameRing.abort(sameRing.tryClaim(7, 50));
        assertThat(drained(ring)).isEmpty();
        assertThat(ring.size()).isZero();
    }

    @Test
    void recordsBehindOneThatWasNeverFinished_areKept() throws Exception {
        Ring ring = mapped();
        ManyToOneRingBuffer sameRing = sameRing();
        sameRing.tryClaim(7, 100);
        for (long i = 0; i < 3; i++) {
            write(ring, Records.record(i, 100));
        }
        assertThat(drained(ring)).isEmpty();
        assertThat(sameRing.unblock()).isTrue();
        assertThat(drained(ring)).isEqualTo(Records.upTo(3));
    }

    @Test
    void recordsAfterManyTurns_areInOrderAndWhole() throws Exception {
        Ring ring = mapped();
        long next = 0;
        for (int round = 0; round < 500; round++) {
            List<Long> expected = new ArrayList<>();
            for (int i = 0; i < 1 + round % 40; i++) {
                expected.add(next);
                assertThat(write(ring, Records.record(next, 12 + (int) (next * 31 % 900))))
                        .isTrue();
                next++;
            }
            assertThat(drained(ring)).isEqualTo(expected);
        }
    }

    @Test
    void disk_isAskedBeforeEachLot() throws Exception {
        Ring ring = Ring.mapped(directory.resolve("ring"), 1 << 20, 0, drops);
        for (long i = 0; i < 10; i++) {
            write(ring, Records.record(i, 60_000));
        }
        ListLog log = new ListLog(Integer.MAX_VALUE, false) {
            @Override
            public boolean append(Lot lot) throws IOException {
                assertThat(asked).isEqualTo(lots + 1);
                return super.append(lot);
            }
        };
        ring.drain(log);
        assertThat(log.lots).isGreaterThan(1);
        assertThat(log.asked).isEqualTo(log.lots);
    }

    /** As another thread of the process has it. */
    private ManyToOneRingBuffer sameRing() throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve("ring"), READ, WRITE)) {
            return new ManyToOneRingBuffer(new UnsafeBuffer(channel.map(READ_WRITE, 0, channel.size())));
        }
    }

    /** Killed before the log has it, a process must leave it in the file. */
    @Test
    void recordsOnTheirWayToTheLog_areStillInTheFile() throws Exception {
        Ring ring = mapped();
        writeTwoLots(ring);
        List<Long> inFile = new ArrayList<>();
        ring.drain(new ListLog(1, false) {
            @Override
            public boolean append(Lot lot) throws IOException {
                ListLog leftover = new ListLog(Integer.MAX_VALUE, false);
                try (RingLeftover inRing = RingLeftover.open(directory.resolve("ring"))) {
                    inRing.appendTo(leftover);
                }
                inFile.addAll(leftover.numbers);
                return super.append(lot);
            }
        });
        assertThat(inFile).isEqualTo(Records.upTo(Lot.RECORDS + 2));
        assertThat(drained(ring)).hasSize(2);
    }

    @Test
    void leftover_isFoundInTheFile() throws Exception {
        Ring ring = mapped();
        for (long i = 0; i < 1000; i++) {
            write(ring, Records.record(i, 100));
            if (i < 900) {
                drained(ring);
            }
        }
        ListLog log = new ListLog(Integer.MAX_VALUE, false);
        try (RingLeftover leftover = RingLeftover.open(directory.resolve("ring"))) {
            leftover.appendTo(log);
            assertThat(leftover.isWhole()).isTrue();
        }
        assertThat(log.numbers).hasSize(100).startsWith(900L).endsWith(999L);
    }

    @Test
    void damagedLeftover_neverThrows() throws Exception {
        Ring ring = mapped();
        for (long i = 0; i < 300; i++) {
            write(ring, Records.record(i, 100));
        }
        byte[] sound = Files.readAllBytes(directory.resolve("ring"));
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = sound.clone();
            for (int i = 0; i < 20; i++) {
                damaged[random.nextInt(30_000)] = (byte) random.nextInt();
                damaged[damaged.length - 1 - random.nextInt(700)] = (byte) random.nextInt(3);
            }
            Path file = directory.resolve("damaged");
            Files.write(file, damaged);
            ListLog log = new ListLog(Integer.MAX_VALUE, false);
            try (RingLeftover leftover = RingLeftover.open(file)) {
                leftover.appendTo(log);
            }
            assertThat(log.count).isLessThan(10_000);
        }
    }

    @Test
    void halfWrittenLeftover_isSteppedOver() throws Exception {
        Ring ring = mapped();
        for (long i = 0; i < 3; i++) {
            write(ring, Records.record(i, 100));
        }
        Path file = directory.resolve("ring");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        int second = 112; // 8 bytes of header, 100 of record, to the next multiple of 8
        bytes.putInt(second, -bytes.getInt(second));
        Files.write(file, bytes.array());
        ListLog log = new ListLog(Integer.MAX_VALUE, false);
        try (RingLeftover leftover = RingLeftover.open(file)) {
            leftover.appendTo(log);
            assertThat(leftover.isWhole()).isTrue();
            assertThat(log.numbers).containsExactly(0L, 2L);
            assertThat(leftover.halfWritten()).isEqualTo(1);
        }
    }

    private Ring mapped() throws IOException {
        return Ring.mapped(directory.resolve("ring"), CAPACITY, 0, drops);
    }

    private static boolean write(Ring ring, byte[] record) {
        return ring.write(record, 0, record.length);
    }

    private static List<Long> drained(Ring ring) throws IOException {
        ListLog log = new ListLog(Integer.MAX_VALUE, false);
        int passed = 1;
        while (passed > 0) {
            passed = ring.drain(log);
        }
        return log.numbers;
    }

    /** Takes a number of lots, then has no room or fails. */
    private static class ListLog implements RecordLog {
        final List<Long> numbers = new ArrayList<>();
        int lots;
        int asked;
        int count;
        private final int room;
        private final boolean failing;

        ListLog(int room, boolean failing) {
            this.room = room;
            this.failing = failing;
        }

        @Override
        public boolean append(Lot lot) throws IOException {
            if (lots == room) {
                if (failing) {
                    throw new IOException("asked to");
                }
                return false;
            }
            lots++;
            count += lot.count();
            lot.forEach(record -> {
                if (record.length >= 12) {
                    numbers.add(ByteBuffer.wrap(record).getLong(SpoolRecord.HEADER_LENGTH));
                }
            });
            return true;
        }

        @Override
        public void ask() {
            asked++;
        }

        @Override
        public String segment() {
            return "list";
        }

        @Override
        public void prepare() {}

        @Override
        public void close() {}
    }
}
