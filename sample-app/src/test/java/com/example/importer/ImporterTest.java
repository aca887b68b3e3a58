package com.example.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImporterTest {
    private final Path work;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    ImporterTest(@TempDir Path work) {
        this.work = work;
    }

    @Test
    void wholeRun_startsItsOwnServiceAndSummarises() {
        int exit = run("--work", work.toString(), "--files", "5");
        assertThat(exit).as(text(err)).isZero();
        assertThat(text(out)).contains("4 new, 1 linked, 0 known already, 3 failed");
    }

    @Test
    void repeat_startsOverEachTime() {
        run("--work", work.toString(), "--files", "5", "--repeat", "2");
        assertThat(text(out).split("4 new, 1 linked", -1)).hasSize(3);
    }

    @Test
    void acknowledge_printsALinePerOperation() {
        run("--work", work.toString(), "--files", "1", "--acknowledge");
        assertThat(text(out)).contains("done hash " + Path.of("folder-0", "file-00000.dat"));
    }

    @Test
    void unknownOption_isAUsageError() {
        assertThat(run("--nonsense")).isEqualTo(2);
        assertThat(text(err)).contains("Unknown option --nonsense").contains("Usage:");
    }

    @Test
    void numberThatIsNone_isAUsageError() {
        assertThat(run("--files", "many")).isEqualTo(2);
    }

    @Test
    void missingFolder_cannotRun() {
        assertThat(run("--work", work.toString(), work.resolve("nowhere").toString()))
                .isEqualTo(1);
        assertThat(text(err)).contains("is not a folder");
    }

    private int run(String... args) {
        return Importer.run(args, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
