package io.indelible.agent.engine.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.indelible.exporter.AgentLog.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLogFileTest {
    private static final long KIB = 1024;

    private final HandClock clock = new HandClock();
    private final AgentLogFile log = new AgentLogFile(Level.INFO, clock, 64 * KIB);
    private final Path folder;

    AgentLogFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void line_hasTimeLevelProcessAndText() throws IOException {
        log.open(folder.toFile());
        log.warn("the disk is full", null);
        assertThat(written())
                .containsExactly(
                        "2026-11-22T10:00:00Z WARN [" + ProcessHandle.current().pid() + "] the disk is full");
    }

    @Test
    void lineBeforeOpen_isWrittenWhenItOpens() throws IOException {
        log.info("early");
        log.open(folder.toFile());
        assertThat(Files.readString(file(), UTF_8)).endsWith("early\n");
    }

    @Test
    void linesBeforeOpen_areBoundedAndTheRestCounted() throws IOException {
        for (int i = 0; i < AgentLogFile.MOST_LINES + 7; i++) {
            log.info("line " + i);
        }
        log.open(folder.toFile());
        assertThat(written())
                .hasSize(AgentLogFile.MOST_LINES + 1)
                .last()
                .asString()
                .endsWith("7 lines of this log were dropped");
    }

    @Test
    void warningThatCannotBeWritten_isSaidElsewhereOnce() {
        List<String> elsewhere = new ArrayList<>();
        log.open(folder.resolve("absent").toFile(), elsewhere::add);
        log.info("all is well");
        log.flush();
        assertThat(elsewhere).isEmpty();
        log.warn("the disk is gone", null);
        log.flush();
        log.warn("the disk is still gone", null);
        log.flush();
        assertThat(elsewhere)
                .singleElement()
                .asString()
                .contains("the disk is gone", "agent.log, which cannot be written");
    }

    @Test
    void belowTheLevel_isLeftOut() throws IOException {
        log.open(folder.toFile());
        log.log(Level.DEBUG, "detail", null);
        log.flush();
        assertThat(file()).doesNotExist();
    }

    @Test
    void cause_isTraced() throws IOException {
        log.open(folder.toFile());
        log.warn("trouble", new IllegalStateException("why"));
        assertThat(written())
                .contains("java.lang.IllegalStateException: why")
                .anyMatch(line -> line.contains("cause_isTraced"));
    }

    @Test
    void causeThatThrows_isNamed() throws IOException {
        log.open(folder.toFile());
        log.warn("trouble", new Hostile());
        assertThat(written()).last().isEqualTo(Hostile.class.getName());
    }

    @Test
    void lineBreaks_makeNoLine() throws IOException {
        log.open(folder.toFile());
        log.info("a\nb\r\nc");
        assertThat(written()).hasSize(1).first().asString().endsWith("a b  c");
    }

    @Test
    void repeats_areWrittenOnceAMinute() throws IOException {
        log.open(folder.toFile());
        for (int i = 0; i < 5; i++) {
            log.info("again");
        }
        clock.advance(Repeats.WINDOW_MILLIS - 1);
        log.info("again");
        assertThat(written()).hasSize(1);
    }

    @Test
    void repeats_areCountedWhenTheMinuteIsOver() throws IOException {
        log.open(folder.toFile());
        for (int i = 0; i < 5; i++) {
            log.info("again");
        }
        clock.advance(Repeats.WINDOW_MILLIS);
        assertThat(written()).hasSize(2).last().asString().endsWith("again (4 more times in the minute after)");
    }

    @Test
    void afterAMinute_theTextIsWrittenAgain() throws IOException {
        log.open(folder.toFile());
        log.info("again");
        log.flush();
        clock.advance(Repeats.WINDOW_MILLIS);
        log.flush();
        log.info("again");
        assertThat(written()).hasSize(2);
    }

    @Test
    void fullFile_isSetAsideAndTheOldestGoes() throws IOException {
        log.open(folder.toFile());
        for (int i = 0; i < 40; i++) {
            log.info(i + "x".repeat((int) (10 * KIB)));
            log.flush();
        }
        assertThat(names()).containsExactly("agent.log", "agent.log.1", "agent.log.2");
        assertThat(Files.size(folder.resolve("agent.log.1"))).isBetween(50 * KIB, 64 * KIB);
        assertThat(written()).last().asString().contains("] 39x");
    }

    @Test
    void file_isForTheOwnerOnly() throws IOException {
        log.open(folder.toFile());
        log.info("x");
        log.flush();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void directoryThatIsMissing_keepsTheLinesUntilItIsThere() throws IOException {
        Path later = folder.resolve("later");
        log.open(later.toFile());
        log.info("first");
        log.flush();
        log.info("second");
        Files.createDirectory(later);
        log.flush();
        log.flush();
        assertThat(Files.readAllLines(later.resolve("agent.log")))
                .hasSize(2)
                .first()
                .asString()
                .endsWith("first");
    }

    @Test
    void directoryThatIsAFile_throwsNothing() throws IOException {
        Path notADirectory = Files.createFile(folder.resolve("file"));
        log.info("x");
        assertThatCode(() -> log.open(notADirectory.toFile())).doesNotThrowAnyException();
    }

    @Test
    void deletedFile_isMadeAgain() throws IOException {
        log.open(folder.toFile());
        log.info("first");
        log.flush();
        Files.delete(file());
        log.info("second");
        assertThat(written()).hasSize(1);
    }

    private Path file() {
        return folder.resolve("agent.log");
    }

    private List<String> written() throws IOException {
        log.flush();
        return Files.readAllLines(file());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @SuppressWarnings("serial")
    private static final class Hostile extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no");
        }
    }
}
