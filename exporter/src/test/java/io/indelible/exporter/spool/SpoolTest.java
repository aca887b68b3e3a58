package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit sets the fields
class SpoolTest {
    private static final long PATIENCE_MILLIS = 30_000;

    @TempDir
    Path root;

    private final Records.Lines lines = new Records.Lines();
    private final List<Spool> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Spool::close);
    }

    private Spool open() {
        return open(Records.settings(root));
    }

    private Spool open(SpoolSettings settings) {
        Spool spool = Spool.open(settings, Records.RESOURCE, lines);
        open.add(spool);
        return spool;
    }

    private Spool running(SpoolSettings settings) {
        Spool spool = open(settings);
        Thread writer = new Thread(spool::runWriter, "writer");
        writer.setDaemon(true);
        writer.start();
        return spool;
    }

    private static void write(Spool spool, long from, long to, int length) {
        for (long i = from; i < to; i++) {
            byte[] record = Records.record(i, length);
            while (!spool.write(record, 0, length)) {
                Thread.onSpinWait();
            }
        }
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!met(condition)) {
            assertThat(System.currentTimeMillis()).as("patience").isLessThan(end);
            Thread.sleep(5);
        }
    }

    /** A source may say "not now" while its directory is being replaced. */
    private static boolean met(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (IOException e) {
            return false;
        }
    }

    private Path directory(Spool spool) {
        return root.resolve(spool.instance());
    }

    @Test
    void openedSpool_ownsADirectoryWithARing() {
        Spool spool = open();
        assertThat(directory(spool).resolve("ring")).exists();
        assertThat(spool.statistics().crashSafe()).isTrue();
    }

    @Test
    void openedSpool_hasOwnerOnlyPermissions() throws Exception {
        Spool spool = open();
        write(spool, 0, 1, 100);
        spool.drainNow();
        spool.source().acknowledge("file", new Position(spool.instance() + "/x", 1));
        assertThat(Files.getPosixFilePermissions(directory(spool))).hasSize(3);
        try (var files = Files.list(directory(spool))) {
            for (Path file : files.toList()) {
                assertThat(Files.getPosixFilePermissions(file)).as("%s", file).hasSize(2);
            }
        }
    }

    @Test
    void writtenRecords_areReadWithResourceAndInstance() throws Exception {
        Spool spool = running(Records.settings(root));
        write(spool, 0, 10, 100);
        eventually(() -> spool.source().read(Position.START, 1) != null);
        RecordBatch batch = spool.source().read(Position.START, 1 << 20);
        assertThat(batch.resource()).isEqualTo(Records.RESOURCE);
        assertThat(batch.instance()).isEqualTo(spool.instance());
    }

    @Test
    void manyRecords_areDeliveredOnceAndInOrder() throws Exception {
        Spool spool = running(Records.settings(root));
        int count = 100_000;
        Thread application = new Thread(() -> write(spool, 0, count, 200));
        application.start();
        List<Long> delivered = new ArrayList<>();
        eventually(() -> {
            delivered.addAll(Records.deliver(spool.source(), "file"));
            return delivered.size() >= count;
        });
        assertThat(delivered).isEqualTo(Records.upTo(count));
        assertThat(spool.statistics().written()).isEqualTo(count);
    }

    @Test
    void deliveredSegments_areDeleted() throws Exception {
        Spool spool = running(Records.settings(root));
        write(spool, 0, 30_000, 500);
        List<Long> delivered = new ArrayList<>();
        eventually(() -> {
            delivered.addAll(Records.deliver(spool.source(), "file"));
            return delivered.size() >= 30_000;
        });
        assertThat(SegmentName.in(directory(spool))).hasSize(1);
    }

    @Test
    void slowDestination_keepsItsSegments() throws Exception {
        Spool spool = open();
        write(spool, 0, 1000, 500);
        spool.drainNow();
        Records.deliver(spool.source(), "file");
        spool.source().discardDelivered(List.of("file", "otlp"));
        assertThat(Records.unread(spool.source(), spool.source().cursor("otlp")))
                .hasSize(1000);
    }

    @Test
    void drainNow_makesEverythingReadableWithoutChronicle() throws Exception {
        Spool spool = open();
        write(spool, 0, 1000, 100);
        assertThat(spool.drainNow()).isTrue();
        assertThat(Records.all(spool.source())).isEqualTo(Records.upTo(1000));
        assertThat(directory(spool).resolve("metadata.cq4t")).doesNotExist();
    }

    @Test
    void fewRecords_openNoLogAtOnce() throws Exception {
        Spool spool = running(Records.settings(root));
        write(spool, 0, 10, 100);
        Thread.sleep(200);
        assertThat(SegmentName.in(directory(spool))).isEmpty();
    }

    @Test
    void closedWithNothingWritten_leavesNothing() throws Exception {
        Spool spool = open();
        spool.close();
        assertThat(DeadSpools.instances(root)).isEmpty();
    }

    @Test
    void closedWithAllDelivered_leavesNothing() throws Exception {
        Spool spool = open();
        write(spool, 0, 10, 100);
        spool.drainNow();
        Records.deliver(spool.source(), "file");
        spool.close();
        assertThat(DeadSpools.instances(root)).isEmpty();
    }

    @Test
    void closedWithSomethingUndelivered_leavesItToTheNextStart() throws Exception {
        Spool spool = open();
        write(spool, 0, 10, 100);
        spool.close();
        List<DeadSpool> dead = new DeadSpools(root, lines).adopt();
        assertThat(dead).hasSize(1);
        assertThat(Records.all(dead.get(0))).isEqualTo(Records.upTo(10));
        dead.get(0).close();
    }

    @Test
    void closed_countsWhatComesLate() {
        Spool spool = open();
        spool.close();
        assertThat(spool.write(Records.record(0, 100), 0, 100)).isFalse();
        assertThat(spool.statistics().droppedClosed()).isEqualTo(1);
    }

    @Test
    void closed_endsTheWriter() throws Exception {
        Spool spool = open();
        Thread writer = new Thread(spool::runWriter);
        writer.start();
        spool.close();
        writer.join(PATIENCE_MILLIS);
        assertThat(writer.isAlive()).isFalse();
    }

    @Test
    void interruptedWriter_goesOn() throws Exception {
        Spool spool = open();
        Thread writer = new Thread(spool::runWriter);
        writer.start();
        for (int i = 0; i < 200; i++) {
            write(spool, i, i + 1, 5000);
            writer.interrupt();
            Thread.sleep(1);
        }
        Set<Long> read = new HashSet<>();
        eventually(() -> {
            read.addAll(Records.deliver(spool.source(), "file"));
            return read.size() == 200;
        });
    }

    @Test
    void twoSpoolsOfOneRoot_shareNothing() throws Exception {
        Spool one = open();
        Spool other = open();
        write(one, 0, 5, 100);
        write(other, 5, 10, 100);
        one.drainNow();
        other.drainNow();
        assertThat(one.instance()).isNotEqualTo(other.instance());
        assertThat(Records.all(one.source())).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(Records.all(other.source())).containsExactly(5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void livingSpool_isNotAdopted() {
        Spool spool = open();
        write(spool, 0, 5, 100);
        assertThat(new DeadSpools(root, lines).adopt()).isEmpty();
        assertThat(new DeadSpools(root, lines).adopt()).isEmpty();
        assertThat(directory(spool).resolve("owner.lock")).exists();
    }

    @Test
    void boundReached_dropsTheOldestAndCounts() throws Exception {
        SpoolSettings small = new SpoolSettings(root, 1 << 20, 1 << 20, 8 << 20, Long.MAX_VALUE, 0);
        Spool spool = running(small);
        int count = 40_000;
        write(spool, 0, count, 1000);
        eventually(() -> spool.statistics().written() == count);
        List<Long> left = Records.all(spool.source());
        assertThat(left).endsWith((long) count - 1);
        assertThat(left.size() + spool.statistics().droppedOldest()).isEqualTo(count);
        assertThat(spool.statistics().backlogBytes()).isLessThan((8 << 20) + 4 * small.segmentBytes());
        assertThat(lines.lines).anyMatch(line -> line.contains("oldest segment was dropped"));
    }

    /** What the reader knew of segments is all gone, and it must not take that for the end. */
    @Test
    void allDroppedThatTheReaderKnew_leavesTheRestToRead() throws Exception {
        Spool spool = running(new SpoolSettings(root, 1 << 20, 1 << 20, 8 << 20, Long.MAX_VALUE, 0));
        write(spool, 0, 4_000, 1000);
        eventually(() -> spool.statistics().written() == 4_000);
        RecordBatch first = spool.source().read(RecordBatch.Position.START, 1);
        assertThat(first).isNotNull();
        spool.source().acknowledge("otlp", first.next());
        assertThat(SegmentName.in(directory(spool))).hasSizeGreaterThan(1);

        write(spool, 4_000, 40_000, 1000);
        eventually(() -> spool.statistics().written() == 40_000);
        assertThat(spool.statistics().droppedOldest()).isGreaterThan(4_000);
        assertThat(Records.unread(spool.source(), first.next())).endsWith(39_999L);

        Path directory = directory(spool);
        spool.close();
        assertThat(SegmentName.in(directory)).isNotEmpty();
    }

    @Test
    void batch_saysWhetherThereIsMore() throws Exception {
        Spool spool = open();
        for (int i = 0; i < 3_000; i += 500) {
            write(spool, i, i + 500, 1000);
            spool.drainNow();
        }
        int records = 0;
        int batches = 0;
        RecordBatch batch = spool.source().read(RecordBatch.Position.START, 1_000_000);
        assertThat(batch.records()).as("as much as was asked for").hasSizeGreaterThan(900);
        while (batch != null) {
            batches++;
            records += batch.records().size();
            assertThat(batch.more()).as("after " + records).isEqualTo(records < 3_000);
            batch = spool.source().read(batch.next(), 1_000_000);
        }
        assertThat(records).isEqualTo(3_000);
        assertThat(batches).isBetween(3, 4);
    }

    @Test
    void vanishedDirectory_isReplaced() throws Exception {
        Spool spool = running(Records.settings(root));
        write(spool, 0, 1000, 500);
        eventually(() -> spool.statistics().written() == 1000);
        String before = spool.instance();
        SpoolDirectory.deleteTree(directory(spool));
        eventually(() -> !spool.instance().equals(before));
        write(spool, 1000, 2000, 500);
        Set<Long> read = new HashSet<>();
        eventually(() -> {
            read.addAll(Records.all(spool.source()));
            return read.contains(1999L);
        });
        assertThat(read).hasSize(1000);
        assertThat(spool.statistics().droppedVanished()).isEqualTo(1000);
    }

    @Test
    void brokenLog_isSetAsideAndBothAreRead() throws Exception {
        Spool spool = open();
        Path broken = breakDown(spool);
        Set<Long> read = new HashSet<>();
        eventually(() -> {
            read.addAll(Records.deliver(spool.source(), "file"));
            return read.size() == 6000;
        });
        eventually(() -> {
            spool.source().discardDelivered(List.of("file"));
            return !Files.exists(broken);
        });
    }

    /** Gives the spool 6,000 records and a log that breaks on the way; returns where that is set aside. */
    private Path breakDown(Spool spool) throws Exception {
        write(spool, 0, 500, 1000);
        spool.drainNow();
        String before = spool.instance();
        // No segment can follow: the row of numbers has come to its end.
        Files.createFile(directory(spool).resolve("99991231-235958S.tmp"));
        Thread application = new Thread(() -> write(spool, 500, 6000, 1000));
        application.start();
        Thread writer = new Thread(spool::runWriter);
        writer.setDaemon(true);
        writer.start();
        Path broken = root.resolve(before + ".broken");
        eventually(() -> Files.exists(broken));
        application.join();
        return broken;
    }

    @Test
    void recordsThatComeBeforeChronicle_goToPlainFilesAndAreReadFirst() throws Exception {
        Spool spool = open();
        CountDownLatch classesMayCome = new CountDownLatch(1);
        spool.warmUpOn(work -> {
            Thread warmUp = new Thread(() -> {
                try {
                    classesMayCome.await();
                    work.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            warmUp.start();
        });
        Thread writer = new Thread(spool::runWriter);
        writer.setDaemon(true);
        writer.start();
        write(spool, 0, 20_000, 1000);
        eventually(() -> spool.statistics().written() == 20_000);
        assertThat(segments(spool)).isNotEmpty().allMatch(name -> name.endsWith(SegmentName.PLAIN));

        classesMayCome.countDown();
        long[] next = {20_000};
        eventually(() -> {
            write(spool, next[0], next[0] + 10, 1000);
            next[0] += 10;
            return segments(spool).stream().anyMatch(name -> name.endsWith(SegmentName.CHRONICLE));
        });
        eventually(() -> spool.statistics().written() == next[0]);
        assertThat(Records.all(spool.source())).isEqualTo(Records.upTo(next[0]));
        assertThat(directory(spool).resolve(SpoolDirectory.WARM_UP)).doesNotExist();
    }

    @Test
    void warmUpThatWasCutOff_isDeletedWithItsSpool() throws Exception {
        Spool spool = open();
        Path left = Files.createDirectory(directory(spool).resolve(SpoolDirectory.WARM_UP));
        Files.createFile(left.resolve("metadata.cq4t"));
        Path directory = directory(spool);
        spool.close();
        assertThat(directory).doesNotExist();
    }

    private List<String> segments(Spool spool) throws IOException {
        return SegmentName.in(directory(spool));
    }

    @Test
    void retiredDirectoryThatVanishes_isForgotten() throws Exception {
        Spool spool = open();
        Path broken = breakDown(spool);

        SpoolDirectory.deleteTree(broken);
        eventually(() -> spool.statistics().droppedVanished() > 0);
        String after = spool.instance();
        int said = lines.lines.size();
        write(spool, 6000, 6100, 1000);
        eventually(() -> Records.all(spool.source()).contains(6099L));
        eventually(() -> {
            spool.source().discardDelivered(List.of("file"));
            return true;
        });
        assertThat(spool.instance()).isEqualTo(after);
        assertThat(lines.lines.subList(said, lines.lines.size())).noneMatch(line -> line.contains("broken"));
    }

    @Test
    void rootThatCannotBeMade_degradesToMemoryAndRecovers() throws Exception {
        Path blocked = root.resolve("blocked");
        Files.createFile(blocked);
        Spool spool = running(Records.settings(blocked.resolve("spool")));
        assertThat(spool.statistics().crashSafe()).isFalse();
        write(spool, 0, 100, 100);
        eventually(() -> Records.all(spool.source()).size() == 100);
        Files.delete(blocked);
        eventually(() -> spool.statistics().crashSafe());
        write(spool, 100, 200, 100);
        List<Long> delivered = new ArrayList<>();
        eventually(() -> {
            delivered.addAll(Records.deliver(spool.source(), "file"));
            return delivered.size() >= 200;
        });
        assertThat(delivered).isEqualTo(Records.upTo(200));
        assertThat(lines.lines)
                .filteredOn(line -> line.contains("not crash-safe"))
                .hasSize(1);
    }

    @Test
    void diskBelowItsFloor_keepsRecordsInTheHeapRing() {
        Spool spool = open(new SpoolSettings(root, 1 << 20, 1 << 20, 8 << 20, Long.MAX_VALUE, Long.MAX_VALUE / 2));
        assertThat(spool.statistics().crashSafe()).isFalse();
        write(spool, 0, 100, 100);
        assertThat(spool.drainNow()).isFalse();
        assertThat(spool.statistics().dropped()).isZero();
    }

    @Test
    void longestRecord_passesThrough() throws Exception {
        Spool spool = open(new SpoolSettings(root, 8 << 20, 1 << 20, 64 << 20, Long.MAX_VALUE, 0));
        write(spool, 0, 2, SpoolRecord.MAX_LENGTH);
        spool.drainNow();
        assertThat(Records.all(spool.source())).containsExactly(0L, 1L);
    }
}
