package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring that lies elsewhere than its instance's directory; an ordinary directory stands for the memory. */
@NullUnmarked // JUnit sets the fields
class MemoryRingTest {
    @TempDir
    Path work;

    private final Records.Lines lines = new Records.Lines();
    private final List<DeadSpool> adopted = new ArrayList<>();
    private Path root;
    private Path memory;

    @BeforeEach
    void makeDirectories() throws IOException {
        root = work.resolve("service");
        memory = Files.createDirectory(work.resolve("memory"));
    }

    @AfterEach
    void close() throws IOException {
        for (DeadSpool dead : adopted) {
            dead.close();
        }
    }

    private Spool open() {
        return Spool.open(Records.settings(root).withMemory(memory), Records.RESOURCE, lines);
    }

    /** As a process leaves it that is killed: nothing closed but what the kernel closes. */
    private void killed() throws IOException {
        Spool spool = open();
        spool.write(Records.record(7, 100), 0, 100);
        Path alive = root.resolve(spool.instance());
        Path kept = memory.resolve("indelible-" + spool.instance());
        Path dead = Files.createDirectories(root.resolve("inst-1-0"));
        Path ring = Files.createDirectory(memory.resolve("indelible-inst-1-0"));
        Files.copy(kept.resolve("ring"), ring.resolve("ring"));
        Files.createSymbolicLink(ring.resolve("home"), dead);
        Files.createSymbolicLink(dead.resolve("ring"), ring.resolve("ring"));
        Files.copy(alive.resolve("resource.pb"), dead.resolve("resource.pb"));
        Files.createFile(dead.resolve("owner.lock"));
        spool.drainNow();
        Records.deliver(spool.source(), "file");
        spool.close();
    }

    private List<DeadSpool> adopt() {
        adopted.addAll(new DeadSpools(root, lines).adopt());
        return adopted;
    }

    private List<Path> inMemory() throws IOException {
        try (Stream<Path> all = Files.list(memory)) {
            return all.toList();
        }
    }

    @Test
    void ring_liesInMemoryForItsOwnerOnly() throws IOException {
        try (Spool spool = open()) {
            Path own = inMemory().get(0);
            assertThat(root.resolve(spool.instance()).resolve("ring").toRealPath())
                    .isEqualTo(own.resolve("ring").toRealPath());
            assertThat(own.resolve("home").toRealPath())
                    .isEqualTo(root.resolve(spool.instance()).toRealPath());
            assertThat(Files.getPosixFilePermissions(own)).hasSize(3);
            assertThat(spool.statistics().crashSafe()).isTrue();
        }
    }

    @Test
    void closedSpool_leavesNothingInMemory() throws IOException {
        open().close();
        assertThat(inMemory()).isEmpty();
        assertThat(root).isDirectoryNotContaining("glob:**inst-*");
    }

    @Test
    void ringOfADeadProcess_isAdoptedAndDeleted() throws IOException {
        killed();
        assertThat(Records.all(adopt().get(0))).containsExactly(7L);
        assertThat(inMemory()).isEmpty();
    }

    @Test
    void ringThatIsGone_isSaid() throws IOException {
        killed();
        SpoolDirectory.deleteTree(memory.resolve("indelible-inst-1-0"));
        Files.deleteIfExists(memory.resolve("indelible-inst-1-0").resolve("home"));
        assertThat(adopt()).isEmpty();
        assertThat(lines.lines).anyMatch(line -> line.contains("which is gone"));
        assertThat(root).isDirectoryNotContaining("glob:**inst-*");
    }

    @Test
    void noMemory_putsTheRingOnDisk() throws IOException {
        memory = work.resolve("absent");
        try (Spool spool = open()) {
            assertThat(root.resolve(spool.instance()).resolve("ring")).isRegularFile();
            assertThat(Files.isSymbolicLink(root.resolve(spool.instance()).resolve("ring")))
                    .isFalse();
            assertThat(spool.statistics().crashSafe()).isTrue();
        }
    }

    @Test
    void linkThatIsNotOurs_isNotFollowed() throws IOException {
        killed();
        Path precious = Files.writeString(work.resolve("precious"), "mine");
        Path ring = root.resolve("inst-1-0").resolve("ring");
        Files.delete(ring);
        Files.createSymbolicLink(ring, precious);
        adopt();
        assertThat(ring).doesNotExist();
        assertThat(precious).hasContent("mine");
    }

    @Test
    void ringWhoseInstanceSomebodyDeleted_isSwept() throws IOException {
        killed();
        SpoolDirectory.deleteTree(root.resolve("inst-1-0"));
        Path orphan = Files.createDirectory(memory.resolve("indelible-inst-1-0"));
        Files.createFile(orphan.resolve("ring"));
        Files.createSymbolicLink(orphan.resolve("home"), root.resolve("inst-1-0"));
        RingFile.sweep(memory, lines);
        assertThat(inMemory()).isEmpty();
    }

    /** A process whose directory somebody deletes in its first second may leave what it warmed up with. */
    @Test
    void restOfARing_isSweptInTime() throws IOException {
        Path rest = Files.createDirectory(memory.resolve("indelible-inst-1-0"));
        Files.createFile(Files.createDirectory(rest.resolve("warm-up")).resolve("metadata.cq4t"));
        RingFile.sweep(memory, lines);
        assertThat(inMemory()).as("it may be being made").hasSize(1);
        Files.setLastModifiedTime(rest, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        RingFile.sweep(memory, lines);
        assertThat(inMemory()).isEmpty();
    }

    @Test
    void ringOfAnUnmountedDisk_isKept() throws IOException {
        killed();
        Files.move(root, work.resolve("elsewhere"));
        RingFile.sweep(memory, lines);
        assertThat(inMemory()).hasSize(1);
    }

    @Test
    void ringOfALivingProcess_isNotSwept() throws IOException {
        try (Spool spool = open()) {
            Path home = root.resolve(spool.instance());
            Files.move(home, work.resolve("elsewhere"));
            RingFile.sweep(memory, lines);
            assertThat(inMemory()).hasSize(1);
            Files.move(work.resolve("elsewhere"), home);
        }
    }

    @Test
    void memoryOfAContainer_isToldByItsName() {
        assertThat(SharedMemory.outlives("shm")).isFalse();
        assertThat(SharedMemory.outlives("tmpfs")).isTrue();
    }
}
