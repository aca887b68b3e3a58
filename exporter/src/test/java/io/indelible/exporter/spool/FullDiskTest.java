package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of a few megabytes of its own; only where this test may mount one. */
@NullUnmarked // JUnit sets the fields
class FullDiskTest {
    @TempDir
    Path directory;

    private static final String LAST = "20261122-101506S.plain";

    private Path disk;
    private SpoolInstance instance;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString());
        if (!mounted) {
            System.err.println("spool.FullDiskTest is SKIPPED: this user may not mount a small file system");
        }
        assumeTrue(mounted, "not allowed to mount a small file system, so a full disk cannot be tried here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void fullDisk_losesTheOldestAndCountsAndRecovers() throws Exception {
        SpoolSettings settings = new SpoolSettings(disk, 1 << 20, 1 << 20, 1L << 30, Long.MAX_VALUE, 0);
        Spool spool = Spool.open(settings, Records.RESOURCE, AgentLog.SILENT);
        Thread writer = new Thread(spool::runWriter);
        writer.start();
        long kept = 0;
        long end = System.currentTimeMillis() + 30_000;
        while (spool.statistics().droppedOldest() == 0 && System.currentTimeMillis() < end) {
            byte[] record = Records.record(kept, 1000);
            if (spool.write(record, 0, record.length)) {
                kept++;
            } else {
                Thread.sleep(1);
            }
        }
        assertThat(spool.statistics().droppedOldest()).isPositive();
        List<Long> delivered = new ArrayList<>();
        while (!delivered.contains(kept - 1) && System.currentTimeMillis() < end) {
            delivered.addAll(Records.deliver(spool.source(), "file"));
            Thread.sleep(20);
        }
        assertThat(delivered).endsWith(kept - 1).isSorted().doesNotHaveDuplicates();
        assertThat(spool.statistics().instancesReplaced()).isZero();
        assertThat(delivered.size() + spool.statistics().droppedOldest()).isEqualTo(kept);
        spool.close();
        writer.join();
    }

    @Test
    void diskWithoutRoomForARing_degradesToTheHeapAndRecovers() throws Exception {
        Path hog = disk.resolve("hog");
        Files.write(hog, new byte[15 << 20]);
        SpoolSettings settings = new SpoolSettings(disk, 4 << 20, 1 << 20, 1L << 30, Long.MAX_VALUE, 0);
        Spool spool = Spool.open(settings, Records.RESOURCE, AgentLog.SILENT);
        assertThat(spool.statistics().crashSafe()).isFalse();
        spool.write(Records.record(0, 100), 0, 100);
        Thread writer = new Thread(spool::runWriter);
        writer.start();
        Files.delete(hog);
        long end = System.currentTimeMillis() + 30_000;
        List<Long> delivered = new ArrayList<>();
        while (!(spool.statistics().crashSafe() && delivered.contains(0L)) && System.currentTimeMillis() < end) {
            delivered.addAll(Records.deliver(spool.source(), "file"));
            Thread.sleep(20);
        }
        assertThat(spool.statistics().crashSafe()).isTrue();
        assertThat(delivered).containsExactly(0L);
        spool.close();
        writer.join();
    }

    @Test
    void readOnlyDisk_degradesToMemoryAndRecovers() throws Exception {
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
        SpoolSettings settings = new SpoolSettings(disk, 1 << 20, 1 << 20, 1L << 30, Long.MAX_VALUE, 0);
        Records.Lines lines = new Records.Lines();
        try (Spool spool = Spool.open(settings, Records.RESOURCE, lines)) {
            Thread writer = new Thread(spool::runWriter);
            writer.start();
            assertThat(spool.write(Records.record(0, 100), 0, 100)).isTrue();
            assertThat(lines.lines).hasSize(1);
            assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
            long end = System.currentTimeMillis() + 30_000;
            while (!spool.statistics().crashSafe() && System.currentTimeMillis() < end) {
                Thread.sleep(20);
            }
            assertThat(spool.drainNow()).isTrue();
            assertThat(Records.all(spool.source())).containsExactly(0L);
            assertThat(spool.statistics().crashSafe()).isTrue();
        }
    }

    /** Tried every minute: what of it had room must not be left each time. */
    @Test
    void ringOfADeadProcessThatFindsNoRoom_isTakenOnce() throws Exception {
        SpoolDirectory directory = SpoolDirectory.create(disk, Records.RESOURCE);
        Ring ring = Ring.mapped(directory.file(SpoolDirectory.RING), 4 << 20, 0, new Drops());
        long records = 0;
        while (ring.write(Records.record(records, 1000), 0, 1000)) {
            records++;
        }
        directory.close();
        Path hog = disk.resolve("hog");
        Files.write(hog, new byte[(int) (Files.getFileStore(disk).getUsableSpace() - (1 << 20))]);
        Records.Lines lines = new Records.Lines();
        DeadSpools spools = new DeadSpools(disk, lines);

        assertThat(spools.adopt()).isEmpty();
        assertThat(spools.postponed()).hasSize(1);
        assertThat(SegmentName.in(directory.path())).isEmpty();
        assertThat(lines.lines).singleElement().asString().contains("waits until the disk has room");

        Files.delete(hog);
        DeadSpool dead = spools.adopt().get(0);
        assertThat(Records.all(dead)).isEqualTo(Records.upTo(records));
        dead.close();
    }

    /** Somebody else has filled the disk: nothing that waits there would bring it back above the floor. */
    @Test
    void diskFullOfOthers_costsNothingThatWaits() throws Exception {
        SpoolSettings settings = new SpoolSettings(disk, 1 << 20, 1 << 20, 1L << 30, Long.MAX_VALUE, 6 << 20);
        Records.Lines lines = new Records.Lines();
        Spool spool = Spool.open(settings, Records.RESOURCE, lines);
        Thread writer = new Thread(spool::runWriter);
        writer.start();
        long kept = 0;
        long end = System.currentTimeMillis() + 60_000;
        while (kept < 4_000 && System.currentTimeMillis() < end) {
            kept += write(spool, kept);
        }
        assertThat(spool.drainNow()).isTrue();
        Path hog = disk.resolve("hog");
        Files.write(hog, new byte[(int) Files.getFileStore(disk).getUsableSpace() - (1 << 20)]);
        List<String> waiting = SegmentName.in(disk.resolve(spool.instance()));
        assertThat(waiting).hasSizeGreaterThan(1);

        while (lines.lines.stream().noneMatch(line -> line.contains("it is kept"))
                && System.currentTimeMillis() < end) {
            kept += write(spool, kept);
        }
        assertThat(spool.statistics().droppedOldest()).isZero();
        assertThat(SegmentName.in(disk.resolve(spool.instance()))).containsAll(waiting);

        Files.delete(hog);
        List<Long> delivered = new ArrayList<>();
        while (!delivered.contains(kept - 1) && System.currentTimeMillis() < end) {
            delivered.addAll(Records.deliver(spool.source(), "file"));
            Thread.sleep(20);
        }
        assertThat(delivered).isEqualTo(Records.upTo(kept));
        spool.close();
        writer.join();
    }

    private static int write(Spool spool, long number) throws InterruptedException {
        byte[] record = Records.record(number, 1000);
        if (spool.write(record, 0, record.length)) {
            return 1;
        }
        Thread.sleep(1);
        return 0;
    }

    @Test
    void severalSegments_goWhereOneIsNotEnough() throws Exception {
        Retention retention = retentionThatLacks(1_500_000);
        assertThat(retention.makeRoom(List.of(instance), true)).isTrue();
        assertThat(SegmentName.in(disk.resolve(instance.name()))).containsExactly("20261122-101504S.plain", LAST);
        instance.delete();
    }

    @Test
    void noSegment_goesWhereAllAreNotEnough() throws Exception {
        Retention retention = retentionThatLacks(4_000_000);
        assertThat(retention.makeRoom(List.of(instance), false)).isFalse();
        assertThat(SegmentName.in(disk.resolve(instance.name()))).hasSize(4);
        instance.delete();
    }

    /** A quota is used up, or there are no inodes: the disk has room and takes nothing. */
    @Test
    void oneSegment_goesWhereTheDiskSaysThatThereIsRoom() throws Exception {
        Retention retention = retentionThatLacks(-1_000_000);
        assertThat(retention.makeRoom(List.of(instance), false)).isTrue();
        assertThat(retention.makeRoom(List.of(instance), true)).isFalse();
        assertThat(SegmentName.in(disk.resolve(instance.name()))).hasSize(3);
        instance.delete();
    }

    /** Whoever has a file open keeps its room taken; a file system may free it seconds later. */
    @Test
    void nothingMoreGoes_untilWhatWasDroppedIsFreed() throws Exception {
        Retention retention = retentionThatLacks(500_000);
        Path first = disk.resolve(instance.name()).resolve("20261122-101500S.plain");
        try (FileChannel open = FileChannel.open(first)) {
            assertThat(retention.makeRoom(List.of(instance), false)).isTrue();
            assertThat(first).doesNotExist();
            assertThat(retention.makeRoom(List.of(instance), true)).isFalse();
            assertThat(open.size()).isPositive();
        }
        assertThat(SegmentName.in(disk.resolve(instance.name()))).hasSize(3);
        instance.delete();
    }

    /** Three segments of a megabyte and one that is being written; so many bytes are missing for the next one. */
    private Retention retentionThatLacks(long bytes) throws Exception {
        Records.Lines lines = new Records.Lines();
        Drops drops = new Drops();
        SpoolSettings settings = new SpoolSettings(disk, 1 << 20, 1 << 20, 1 << 30, Long.MAX_VALUE, 0);
        instance = SpoolInstance.inDirectory(settings, Records.RESOURCE, drops, lines, new Said(lines));
        for (String segment : List.of("20261122-101500S.plain", "20261122-101502S.plain", "20261122-101504S.plain")) {
            Files.write(disk.resolve(instance.name()).resolve(segment), new byte[1 << 20]);
        }
        Files.createFile(disk.resolve(instance.name()).resolve(LAST));
        long usable = Files.getFileStore(disk).getUsableSpace();
        long floor = usable + bytes - settings.segmentBytes() - ChronicleLog.SLACK;
        SpoolSettings floored =
                new SpoolSettings(disk, 1 << 20, settings.segmentBytes(), 1 << 30, Long.MAX_VALUE, floor);
        return new Retention(floored, drops, lines);
    }
}
