package io.indelible.viewer;

import static io.indelible.viewer.SpanJson.exceptionLine;
import static io.indelible.viewer.SpanJson.line;
import static io.indelible.viewer.SpanJson.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceTreeTest {
    private static final String FILE = "traces-20260102T030405.000-a.jsonl";
    private static final String LOGS = "logs-20260102T030405.000-a.jsonl";

    private final CommandRun command;

    TraceTreeTest(@TempDir Path directory) {
        command = new CommandRun(directory);
    }

    @Test
    void tree_showsWhatEachSpanWorkedOn() throws IOException {
        writeImport();
        command.run("ab1");
        assertThat(command.out())
                .isEqualToNormalizingNewlines(
                        """
                        Trace ab100000000000000000000000000000
                        2026-01-02 03:04:05.000  20.0 ms  5 spans, 1 error

                        import  [importer]              20.0 ms
                        ├─ hash SHA-256                 2.00 ms   4.00 MB  2.00 GB/s
                        │     /in/a.bin
                        ├─ file copy                    1.00 ms       0 B             reflink
                        │     /in/a.bin → /archive/ab
                        └─ POST                         5.00 ms                       422  ERROR
                           │  http://localhost/files
                           │  ! java.io.IOException: refused
                           └─ INSERT item  [catalog]     800 µs                       batch of 50
                                 INSERT INTO item VALUES (?)
                        """);
    }

    @Test
    void shownTree_exitsWithZero() throws IOException {
        writeImport();
        assertThat(command.run("ab1")).isZero();
    }

    @Test
    void asciiTerminal_drawsInAscii() throws IOException {
        writeImport();
        command.on(new Style(false, false, 0)).run("ab1");
        assertThat(command.out())
                .contains("|- hash", "`- POST", "/in/a.bin -> /archive", "800 us")
                .matches("\\p{ASCII}*");
    }

    @Test
    void narrowTerminal_cutsDetails() throws IOException {
        command.write("importer", FILE, line("importer", span("aa", "1", "q").with("db.query.text", "x".repeat(300))));
        command.on(new Style(false, true, 60)).run("aa");
        assertThat(command.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
    }

    @Test
    void escapeSequenceInAName_doesNotReachTheTerminal() throws IOException {
        command.write(
                "importer",
                FILE,
                line("importer", span("aa", "1", "\\u001b[2Jboo").with("file.path", "a\\u009bb")));
        command.run("aa");
        assertThat(command.out())
                .doesNotContain("\u001b")
                .doesNotContain("\u009b")
                .contains("[2Jboo", "a b");
    }

    @Test
    void wholeIdInUpperCase_isFound() throws IOException {
        command.write("importer", FILE, line("importer", span("ab1", "1", "a")));
        assertThat(command.run("AB100000000000000000000000000000")).isZero();
    }

    @Test
    void ambiguousPrefix_isAUsageErrorThatListsTheIds() throws IOException {
        command.write("importer", FILE, line("importer", span("ab1", "1", "a"), span("ab2", "2", "b")));
        assertThat(command.run("ab")).isEqualTo(2);
        assertThat(command.err()).contains("More than one", "  ab1000", "  ab2000");
        assertThat(command.out()).isEmpty();
    }

    @Test
    void prefixOfNoTrace_exitsWithOne() throws IOException {
        command.write("importer", FILE, line("importer", span("ab1", "1", "a")));
        assertThat(command.run("cd")).isEqualTo(1);
        assertThat(command.err()).contains("No trace begins with cd");
    }

    @Test
    void spanIdLikeThePrefix_isNoMatch() throws IOException {
        command.write("importer", FILE, line("importer", span("ab1", "cd00000000000000", "a")));
        assertThat(command.run("cd")).isEqualTo(1);
    }

    @Test
    void wordThatIsNoId_isAUsageError() throws IOException {
        assertThat(command.run("hello")).isEqualTo(2);
    }

    @Test
    void spanWithoutItsParent_isARoot() throws IOException {
        command.write(
                "importer", FILE, line("importer", span("aa", "2", "orphan").under("1")));
        command.run("aa");
        assertThat(command.lines()).anyMatch(line -> line.startsWith("orphan"));
    }

    @Test
    void circleOfParents_isShownOnce() throws IOException {
        command.write(
                "importer",
                FILE,
                line(
                        "importer",
                        span("aa", "1", "a").under("2"),
                        span("aa", "2", "b").under("1")));
        command.run("aa", "--json");
        assertThat(command.lines()).hasSize(2);
    }

    @Test
    void veryDeepTrace_isShown() throws IOException {
        SpanJson[] spans = new SpanJson[5_000];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = span("aa", Integer.toHexString(i + 1), "n" + i).at(i);
            if (i > 0) {
                spans[i].under(Integer.toHexString(i));
            }
        }
        command.write("importer", FILE, line("importer", spans));
        command.run("aa");
        assertThat(command.lines()).hasSize(spans.length + 3);
    }

    @Test
    void eventDeliveredTwice_isShownOnce() throws IOException {
        command.write("importer", FILE, line("importer", span("aa", "1", "a")));
        String event = exceptionLine("importer", "aa", "1", "uid-1", "gone");
        command.write("importer", LOGS, event, event, exceptionLine("importer", "aa", "1", "uid-2", "gone"));
        command.run("aa");
        assertThat(command.lines())
                .filteredOn(line -> line.contains("! java.io.IOException: gone"))
                .hasSize(2);
    }

    @Test
    void json_hasAttributesAndEventsInTreeOrder() throws IOException {
        writeImport();
        command.run("ab1", "--json");
        assertThat(command.lines()).hasSize(5);
        assertThat(command.lines().get(3))
                .contains("\"depth\":1", "\"name\":\"POST\"", "\"http.response.status_code\":422", "\"error\":true")
                .contains("\"events\":[{\"name\":\"indelible.file.operation.exception\"", "\"severity\":13")
                .contains("\"exception.message\":\"refused\"");
    }

    private void writeImport() throws IOException {
        command.write(
                "importer",
                FILE,
                line(
                        "importer",
                        span("ab1", "2", "hash SHA-256")
                                .under("1")
                                .at(1)
                                .lasting(2_000_000)
                                .with("file.path", "/in/a.bin")
                                .with("indelible.hash.input.size", 4_000_000),
                        span("ab1", "3", "file copy")
                                .under("1")
                                .at(2)
                                .with("file.path", "/in/a.bin")
                                .with("indelible.file.target.path", "/archive/ab")
                                .with("indelible.copy.strategy", "reflink")
                                .with("indelible.copy.transferred.size", 0),
                        span("ab1", "4", "POST")
                                .under("1")
                                .at(3)
                                .lasting(5_000_000)
                                .with("url.full", "http://localhost/files")
                                .with("http.response.status_code", 422)
                                .with("error.type", "422")
                                .failed("")),
                line("importer", span("ab1", "1", "import").lasting(20_000_000)));
        command.write("importer", LOGS, exceptionLine("importer", "ab1", "4", "uid-1", "refused"));
        command.write(
                "catalog",
                FILE,
                line(
                        "catalog",
                        span("ab1", "5", "INSERT item")
                                .under("4")
                                .at(4)
                                .lasting(800_000)
                                .with("db.query.text", "INSERT INTO item VALUES (?)")
                                .with("db.operation.batch.size", 50)));
    }
}
