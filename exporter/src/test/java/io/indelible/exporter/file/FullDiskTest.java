package io.indelible.exporter.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of 256 KiB. Needs the right to mount one; skipped, and said, where there is none. */
class FullDiskTest {
    private static final String LARGE = "x".repeat(100_000);

    private final Path disk;
    private final FileExporter exporter;
    private boolean mounted;

    FullDiskTest(@TempDir Path disk) {
        this.disk = disk;
        exporter = new FileExporter(FileSettings.of(disk.resolve("store"), 1 << 30, 1 << 30), AgentLog.SILENT);
    }

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
        if (!mounted) {
            System.err.println("FullDiskTest is SKIPPED: this user may not mount a tmpfs");
        }
        Assumptions.assumeTrue(mounted, "may not mount a tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            exporter.close();
            run("umount", disk.toString());
        }
    }

    @Test
    void fullDisk_isTriedAgainAndLeavesOnlyWholeLines() throws Exception {
        fill();
        Outcome outcome = export();

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("No space left");
        assertThat(Files.readString(segment())).endsWith("}\n");
    }

    @Test
    void diskWithRoomAgain_isWrittenAgain() throws Exception {
        Path ballast = Files.write(disk.resolve("ballast"), new byte[120_000]);
        fill();

        Files.delete(ballast);

        assertThat(export()).isEqualTo(Outcome.ACCEPTED);
        assertThat(Files.readAllLines(segment())).allMatch(line -> line.endsWith("}]}"));
    }

    @Test
    void diskThatTakesNothingAndWasReplaced_isWrittenToAtOnce() throws Exception {
        fill();

        assertThat(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()))
                .isTrue();
        try {
            assertThat(export()).isEqualTo(Outcome.ACCEPTED);
            assertThat(Files.readAllLines(segment())).hasSize(1);
        } finally {
            exporter.close();
            run("umount", disk.toString());
        }
    }

    private void fill() throws InterruptedException {
        for (int i = 0; i < 5 && export().kind() == Kind.ACCEPTED; i++) {
            // until it is full
        }
    }

    private Outcome export() throws InterruptedException {
        return exporter.export(Signal.TRACES, Records.resource(), "i", List.of(Records.span("s", LARGE)));
    }

    private Path segment() throws IOException {
        try (var files = Files.list(disk.resolve("store"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
