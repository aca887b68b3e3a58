package io.indelible.viewer;

import static io.indelible.viewer.SpanJson.line;
import static io.indelible.viewer.SpanJson.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TracesListTest {
    private static final String FIRST = "traces-20260102T030405.000-a.jsonl";
    private static final String SECOND = "traces-20260102T030406.000-a.jsonl";

    private final CommandRun command;

    TracesListTest(@TempDir Path directory) {
        command = new CommandRun(directory);
    }

    @Test
    void list_isAlignedAndNewestFirst() throws IOException {
        command.write(
                "importer",
                FIRST,
                line("importer", span("aa", "1", "hash SHA-256").lasting(1_234_567)),
                line(
                        "importer",
                        span("bb", "2", "file copy").at(1_000_000_000).lasting(2_000_000_000),
                        span("bb", "3", "SELECT file")
                                .under("2")
                                .at(1_500_000_000)
                                .failed("no")));
        command.run();
        assertThat(command.out())
                .isEqualToNormalizingNewlines(
                        """
                        STARTED                  TRACE         SERVICE   OPERATION     DURATION  SPANS  ERRORS
                        2026-01-02 03:04:06.000  bb0000000000  importer  file copy       2.00 s      2       1
                        2026-01-02 03:04:05.000  aa0000000000  importer  hash SHA-256   1.23 ms      1
                        """);
    }

    @Test
    void shownList_exitsWithZero() throws IOException {
        command.write("importer", FIRST, line("importer", span("aa", "1", "a")));
        assertThat(command.run()).isZero();
    }

    @Test
    void traceSpreadOverFilesAndServices_isOneLine() throws IOException {
        command.write(
                "importer", FIRST, line("importer", span("aa", "1", "POST").lasting(5_000_000)));
        command.write(
                "catalog",
                FIRST,
                line("catalog", span("aa", "2", "POST /files").under("1").at(1_000)));
        command.run();
        assertThat(command.lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("importer  POST ")
                .endsWith("2");
    }

    @Test
    void spanDeliveredTwice_countsOnce() throws IOException {
        String line = line("importer", span("aa", "1", "a"));
        command.write("importer", FIRST, line, line);
        command.run("--json");
        assertThat(command.out()).contains("\"spans\":1,");
    }

    @Test
    void upperCaseIds_areTheSame() throws IOException {
        command.write(
                "importer", FIRST, line("importer", span("aa", "1", "a")), line("importer", span("AA", "1", "a")));
        command.run();
        assertThat(command.lines()).hasSize(2);
    }

    @Test
    void limit_keepsTheNewest() throws IOException {
        command.write(
                "importer",
                FIRST,
                line(
                        "importer",
                        span("aa", "1", "old"),
                        span("bb", "2", "new").at(1),
                        span("cc", "3", "older").at(-1)));
        command.run("--limit", "1");
        assertThat(command.lines()).hasSize(2).last().asString().contains("new");
    }

    @Test
    void fileOlderThanTheNewestTraces_isNotRead() throws IOException {
        command.write("importer", SECOND, line("importer", span("aa", "1", "a")));
        Path old = command.write("importer", FIRST, "damaged");
        CommandRun.written(old, -TimeUnit.HOURS.toNanos(1));
        command.run("--limit", "1");
        assertThat(command.err()).isEmpty();
    }

    @Test
    void newerTraceInTheOlderFile_isFound() throws IOException {
        Path first = command.write(
                "importer", FIRST, line("importer", span("aa", "1", "newer").at(5)));
        CommandRun.written(first, 10);
        Path second = command.write(
                "importer",
                SECOND,
                line("importer", span("bb", "2", "late delivery").at(-1_000)));
        CommandRun.written(second, 20);
        command.run("--limit", "1");
        assertThat(command.out()).contains("newer").doesNotContain("late delivery");
    }

    @Test
    void since_leavesOutWhatStartedBefore() throws IOException {
        command.write(
                "importer",
                FIRST,
                line("importer", span("aa", "1", "before").at(-5_000_000_000L), span("bb", "2", "within")));
        command.run("--since", "62s");
        assertThat(command.out()).contains("within").doesNotContain("before");
    }

    @Test
    void errors_leavesOutWhatWentWell() throws IOException {
        command.write(
                "importer",
                FIRST,
                line("importer", span("aa", "1", "well"), span("bb", "2", "ill").failed("x")));
        command.run("--errors");
        assertThat(command.out()).contains("ill").doesNotContain("well");
    }

    @Test
    void service_leavesOutOthers() throws IOException {
        command.write("importer", FIRST, line("importer", span("aa", "1", "mine")));
        command.write("catalog", FIRST, line("catalog", span("bb", "2", "theirs")));
        command.run("--service", "importer");
        assertThat(command.out()).contains("mine").doesNotContain("theirs");
    }

    @Test
    void serviceByItsOwnName_isFoundInAFolderOfAnother() throws IOException {
        command.write("my_service", FIRST, line("my/service", span("aa", "1", "mine")));
        assertThat(command.run("--service", "my/service")).isZero();
    }

    @Test
    void json_isOneObjectALine() throws IOException {
        command.write(
                "importer",
                FIRST,
                line(
                        "importer",
                        span("aa", "1", "a"),
                        span("bb", "2", "b").at(1).failed("x")));
        command.run("--json");
        assertThat(command.lines())
                .containsExactly(
                        "{\"traceId\":\"bb000000000000000000000000000000\",\"started\":\"2026-01-02T03:04:05.000000001Z\","
                                + "\"service\":\"importer\",\"services\":[\"importer\"],\"operation\":\"b\","
                                + "\"durationNanos\":1000000,\"spans\":1,\"errors\":1}",
                        "{\"traceId\":\"aa000000000000000000000000000000\",\"started\":\"2026-01-02T03:04:05Z\","
                                + "\"service\":\"importer\",\"services\":[\"importer\"],\"operation\":\"a\","
                                + "\"durationNanos\":1000000,\"spans\":1,\"errors\":0}");
    }

    @Test
    void summary_addsUpByOperation() throws IOException {
        command.write(
                "importer",
                FIRST,
                line(
                        "importer",
                        span("aa", "1", "hash SHA-256").lasting(10).with("indelible.hash.input.size", 1_500_000),
                        span("bb", "2", "hash SHA-256").lasting(20).with("indelible.hash.input.size", 500_000),
                        span("cc", "3", "hash SHA-256").lasting(30).failed("x"),
                        span("dd", "4", "file copy").lasting(5),
                        span("ee", "5", "file read").lasting(4).with("indelible.file.read.size", 7_000_000)));
        command.run("--summary");
        assertThat(command.out())
                .isEqualToNormalizingNewlines(
                        """
                        OPERATION     COUNT  ERRORS  TOTAL    P50    P95    BYTES
                        hash SHA-256      3       1  60 ns  20 ns  30 ns  2.00 MB
                        file copy         1           5 ns   5 ns   5 ns
                        file read         1           4 ns   4 ns   4 ns  7.00 MB
                        """);
    }

    @Test
    void summaryJson_isOneObjectALine() throws IOException {
        command.write("importer", FIRST, line("importer", span("aa", "1", "a").lasting(10)));
        command.run("--summary", "--json");
        assertThat(command.lines())
                .containsExactly("{\"operation\":\"a\",\"count\":1,\"errors\":0,\"totalNanos\":10,\"p50Nanos\":10,"
                        + "\"p95Nanos\":10,\"bytes\":0}");
    }

    @Test
    void narrowTerminal_cutsTheOperation() throws IOException {
        command.write("importer", FIRST, line("importer", span("aa", "1", "x".repeat(200))));
        command.on(new Style(false, true, 90)).run();
        assertThat(command.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(90));
        assertThat(command.out()).contains("xxx…");
    }

    @Test
    void pipe_cutsNothing() throws IOException {
        command.write("importer", FIRST, line("importer", span("aa", "1", "x".repeat(200))));
        command.run();
        assertThat(command.out()).contains("x".repeat(200));
    }

    @Test
    void colours_areForTerminalsOnly() throws IOException {
        command.write("importer", FIRST, line("importer", span("aa", "1", "a").failed("x")));
        command.run();
        assertThat(command.out()).doesNotContain("\u001b");
    }

    @Test
    void terminal_showsErrorsInRed() throws IOException {
        command.write("importer", FIRST, line("importer", span("aa", "1", "a").failed("x")));
        command.on(new Style(true, true, 120)).run();
        assertThat(command.out()).contains("\u001b[31m2026");
    }
}
