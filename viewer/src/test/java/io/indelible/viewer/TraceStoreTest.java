package io.indelible.viewer;

import static io.indelible.viewer.SpanJson.line;
import static io.indelible.viewer.SpanJson.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceStoreTest {
    private static final String CLOSED = "traces-20260102T030405.000-a.jsonl";

    private final Path directory;
    private final CommandRun command;

    TraceStoreTest(@TempDir Path directory) {
        this.directory = directory;
        command = new CommandRun(directory);
    }

    @Test
    void noStore_saysHowToMakeOneAndExitsWithOne() {
        assertThat(command.run()).isEqualTo(1);
        assertThat(command.err()).contains("no store under " + directory, "-javaagent:indelible.jar", "--dir");
    }

    @Test
    void missingFolder_exitsWithOne() {
        assertThat(new CommandRun(directory.resolve("nowhere")).run()).isEqualTo(1);
    }

    @Test
    void emptyStore_saysSoAndExitsWithOne() throws IOException {
        Files.createDirectories(directory.resolve("importer").resolve("store"));
        assertThat(command.run()).isEqualTo(1);
        assertThat(command.err()).contains("Nothing has been recorded");
    }

    @Test
    void filterThatNothingFits_saysSo() throws IOException {
        command.write("importer", CLOSED, line("importer", span("aa", "1", "a")));
        assertThat(command.run("--errors")).isEqualTo(1);
        assertThat(command.err()).contains("fits");
    }

    @Test
    void directory_comesFromTheSetting() throws IOException {
        command.write("importer", CLOSED, line("importer", span("aa", "1", "a")));
        assertThat(command.runBare(name -> name.equals("indelible.dir") ? directory.toString() : null))
                .isZero();
    }

    @Test
    void foldersOfOneService_mayBeGivenAsTheDirectory() throws IOException {
        command.write("importer", CLOSED, line("importer", span("aa", "1", "a")));
        assertThat(new CommandRun(directory.resolve("importer")).run()).isZero();
    }

    @Test
    void compressedSegment_isRead() throws IOException {
        command.write("importer", CLOSED + ".gz", line("importer", span("aa", "1", "a")));
        assertThat(command.run()).isZero();
    }

    @Test
    void tornLastLineOfAnOpenSegment_isPassedOverInSilence() throws IOException {
        String whole = line("importer", span("aa", "1", "a"));
        command.writeRaw("importer", CLOSED + ".open", whole + "\n" + whole.substring(0, 100));
        assertThat(command.run()).isZero();
        assertThat(command.err()).isEmpty();
    }

    @Test
    void wholeLastLineWithoutALineFeed_isRead() throws IOException {
        command.writeRaw("importer", CLOSED + ".open", line("importer", span("aa", "1", "a")));
        assertThat(command.run()).isZero();
    }

    @Test
    void damagedLines_areCountedSaidOnceAndTheRestIsShown() throws IOException {
        command.write(
                "importer",
                CLOSED,
                "{\"resourceSpans\":[{\"scope",
                "\u0000\u0000\u0000",
                line("importer", span("aa", "1", "a")),
                "{\"resourceSpans\":7}",
                line("importer", span("bb", "not hex", "b")));
        assertThat(command.run()).isZero();
        assertThat(command.err().lines()).hasSize(1).first().asString().contains("4 damaged lines", CLOSED);
        assertThat(command.lines()).hasSize(2);
    }

    @Test
    void compressedSegmentThatIsNone_isSaidAndTheRestIsShown() throws IOException {
        Path store = directory.resolve("importer").resolve("store");
        command.write("importer", CLOSED, line("importer", span("aa", "1", "a")));
        Files.writeString(store.resolve("traces-20260102T030406.000-a.jsonl.gz"), "no gzip");
        assertThat(command.run()).isZero();
        assertThat(command.err()).contains("1 file");
    }

    @Test
    void compressedSegmentThatEndsEarly_isShownUpToThereAndSaidOnce() throws IOException {
        String[] lines = new String[500];
        Random random = new Random(1);
        for (int i = 0; i < lines.length; i++) {
            String id = String.format("%08x%08x", random.nextInt() | 1, i);
            lines[i] = line("importer", span(id, "1", "span" + i));
        }
        Path packed = command.write("importer", CLOSED + ".gz", lines);
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
        int readable = wholeLines(packed);
        assertThat(readable).isBetween(100, 400);
        Set<String> names = new HashSet<>();
        TraceStore store = new TraceStore(directory, null);

        store.readSpans(AttributeFilter.ALL, null, time -> true, span -> names.add(span.name()));

        assertThat(names).hasSize(readable).contains("span0", "span" + (readable - 1));
        assertThat(command.run()).isZero();
        assertThat(command.err().lines())
                .singleElement()
                .asString()
                .contains("the end of 1 file of the store, first in " + packed);
    }

    @Test
    void segmentThatIsJustBeingCompressed_isReadOnce() throws IOException {
        Path plain = command.write("importer", CLOSED, line("importer", span("aa", "1", "a")));
        Files.write(plain.resolveSibling(CLOSED + ".gz"), new byte[0]);
        assertThat(command.run()).isZero();
        assertThat(command.err()).isEmpty();
    }

    // As zcat would: all bytes that come before the end.
    private static int wholeLines(Path packed) throws IOException {
        int lines = 0;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                lines += b == '\n' ? 1 : 0;
            }
            throw new AssertionError("it is whole");
        } catch (EOFException early) {
            return lines;
        }
    }

    @Test
    void fieldsInAnyOrder_areRead() throws IOException {
        command.write(
                "folder",
                CLOSED,
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span("aa", "1", "a")
                        + "]}],\"resource\":{\"attributes\":"
                        + "[{\"value\":{\"stringValue\":\"late\"},\"key\":\"service.name\"}]}}]}");
        command.run();
        assertThat(command.out()).contains("  late  ");
    }

    @Test
    void resourceWithoutAName_isCalledAfterItsFolder() throws IOException {
        command.write("folder", CLOSED, line("x", span("aa", "1", "a")).replace("service.name", "other"));
        command.run();
        assertThat(command.out()).contains("  folder  ");
    }

    @Test
    void otherFiles_areNotRead() throws IOException {
        command.write("importer", CLOSED, line("importer", span("aa", "1", "a")));
        command.write("importer", "metrics-20260102T030405.000-a.jsonl", "no json");
        command.write("importer", "traces-20260102T030405.000-a.jsonl.damaged", "no json");
        command.run();
        assertThat(command.err()).isEmpty();
    }

    @Test
    void segmentClosedSinceItWasListed_isFoundUnderItsNextName() throws IOException {
        Path closed = command.write("importer", CLOSED, "x");
        Segment listed = new Segment("importer", closed.resolveSibling(CLOSED + ".open"), 0);
        try (var in = listed.read()) {
            assertThat(in.readAllBytes()).hasSize(2);
        }
    }

    @Test
    void lineLongerThanTheBuffer_isRead() throws IOException {
        command.write(
                "importer",
                CLOSED,
                line("importer", span("aa", "1", "a").with("db.query.text", "x".repeat(600_000))),
                line("importer", span("bb", "2", "b")));
        command.run();
        assertThat(command.lines()).hasSize(3);
    }
}
