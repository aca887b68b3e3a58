package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing any more has not just no room: nobody waits for it. Only where this test may mount one. */
@NullUnmarked // JUnit sets the fields
class BrokenDiskTest {
    private static final byte[] RECORD = Records.record(0, 100);

    @TempDir
    Path directory;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        String image = directory.resolve("disk.img").toString();
        mounted = run("truncate", "-s", "16M", image)
                && run("mkfs.ext4", "-q", "-F", "-m", "0", image)
                && run("mount", "-o", "loop", image, disk.toString());
        if (!mounted) {
            System.err.println("BrokenDiskTest is SKIPPED: this user may not mount a small file system");
        }
        assumeTrue(mounted, "not allowed to mount a small file system, so a broken disk cannot be tried here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", disk.toString());
        }
    }

    /** As the kernel does it when a device fails; it refuses to do so on demand as long as files are open for writing. */
    private void makeReadOnly() throws Exception {
        assertThat(run("mount", "-o", "remount,abort", disk.toString())).isTrue();
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
    void plainSegmentThatCannotGrow_isBroken() throws Exception {
        try (PlainLog log = new PlainLog(disk, 1 << 20, 0)) {
            assertThat(log.append(Lot.of(RECORD))).isTrue();
            makeReadOnly();
            assertThatThrownBy(() -> log.append(Lot.of(RECORD))).isInstanceOf(FileSystemException.class);
        }
    }

    @Test
    void plainSegmentThatCannotBeBegun_isBroken() throws Exception {
        makeReadOnly();
        try (PlainLog log = new PlainLog(disk, 1 << 20, 0)) {
            assertThatThrownBy(() -> log.append(Lot.of(RECORD))).isInstanceOf(FileSystemException.class);
        }
    }

    @Test
    void queueThatCannotBeMade_isBroken() throws Exception {
        makeReadOnly();
        assertThatThrownBy(() -> ChronicleLog.open(disk, 1 << 20, 0, AgentLog.SILENT))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void plainSegmentOnAFullDisk_waits() throws Exception {
        try (PlainLog log = new PlainLog(disk, 1 << 20, 0)) {
            assertThat(log.append(Lot.of(RECORD))).isTrue();
            fill();
            boolean room = true;
            for (int i = 0; i < 1_000 && room; i++) {
                room = log.append(Lot.of(RECORD));
            }
            assertThat(room).isFalse();
        }
    }

    /** The file system took it on credit, and the device has no room for it: as with NFS, or a thin volume. */
    @Test
    void plainSegmentThatFindsNoRoomWhenForced_waits() throws Exception {
        Path thin = Files.createDirectory(directory.resolve("thin"));
        Path onThin = Files.createDirectory(directory.resolve("onThin"));
        String image = thin.resolve("disk.img").toString();
        try {
            assertThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", thin.toString())
                            && run("truncate", "-s", "16M", image)
                            && run("mkfs.ext2", "-q", "-F", "-m", "0", image)
                            && run("mount", "-o", "loop", image, onThin.toString()))
                    .isTrue();
            try (PlainLog log = new PlainLog(onThin, 16 << 20, 0)) {
                for (int i = 0; i < 40_000; i++) {
                    assertThat(log.append(Lot.of(RECORD))).isTrue();
                }
                assertThatThrownBy(log::force).isInstanceOf(NoRoomException.class);
            }
        } finally {
            run("umount", "-l", onThin.toString());
            run("umount", "-l", thin.toString());
        }
    }

    private void fill() throws IOException {
        byte[] bytes = new byte[64 * 1024];
        try (var hog = Files.newOutputStream(disk.resolve("hog"))) {
            while (true) {
                hog.write(bytes);
            }
        } catch (IOException full) {
            // It is.
        }
    }
}
