package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
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

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString());
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
}
