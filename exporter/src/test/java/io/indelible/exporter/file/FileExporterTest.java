package io.indelible.exporter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExporterTest {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    private final Path home;
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<FileExporter> opened = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05.006Z");

    FileExporterTest(@TempDir Path home) {
        this.home = home;
    }

    @AfterEach
    void close() {
        opened.forEach(FileExporter::close);
    }

    @Test
    void export_writesTheLineOfTheContract() throws IOException {
        exporter().export(Signal.LOGS, Records.resource(), "i1", List.of(Records.log("jdbc", "hi")));

        assertThat(Files.readString(store().resolve("logs-20260102T030405.006-i1.jsonl.open")))
                .isEqualTo("{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                        + "\"value\":{\"stringValue\":\"shop\"}}]},\"scopeLogs\":[{\"scope\":{\"name\":\"jdbc\","
                        + "\"version\":\"1.0\"},\"logRecords\":[{\"body\":{\"stringValue\":\"hi\"}}],"
                        + "\"schemaUrl\":\"https://opentelemetry.io/schemas/1.45.0\"}],"
                        + "\"schemaUrl\":\"https://opentelemetry.io/schemas/1.45.0\"}]}\n");
    }

    @Test
    void export_groupsByScope() throws IOException {
        export(exporter(), List.of(Records.span("a", "1"), Records.span("b", "2"), Records.span("a", "3")));

        JsonNode scopes = lines().get(0).at("/resourceSpans/0/scopeSpans");
        assertThat(scopes).hasSize(2);
        assertThat(scopes.at("/0/spans")).hasSize(2);
        assertThat(scopes.at("/1/scope/name").asText()).isEqualTo("b");
    }

    @Test
    void export_keepsEachSignalInItsOwnFile() throws IOException {
        FileExporter exporter = exporter();

        exporter.export(Signal.TRACES, Records.resource(), "i", Records.spans(1));
        exporter.export(Signal.METRICS, Records.resource(), "i", List.of(Records.metric("s", "m")));

        assertThat(names()).hasSize(2).anyMatch(n -> n.startsWith("traces-")).anyMatch(n -> n.startsWith("metrics-"));
    }

    @Test
    void files_areForTheirOwnerOnly() throws IOException {
        export(exporter(), Records.spans(1));

        assumeThat(store().getFileSystem().supportedFileAttributeViews()).contains("posix");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void lines_stayUnderOneMebibyte() throws IOException {
        List<SpoolRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(Records.span("scope " + i % 3, "x".repeat(100_000)));
        }

        assertThat(export(exporter(), records)).isEqualTo(Outcome.ACCEPTED);

        List<String> lines = Files.readAllLines(files().get(0));
        assertThat(lines).hasSizeGreaterThan(3).allMatch(line -> line.length() + 1 < 1 << 20);
        assertThat(spans()).isEqualTo(40);
    }

    @Test
    void recordLongerThanALine_isRejectedAlone() throws IOException {
        String escaped = "\u0001".repeat(200_000); // six bytes each in JSON

        Outcome outcome = export(exporter(), List.of(Records.span("s", "a"), Records.span("s", escaped)));

        assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(outcome.rejected()).isEqualTo(1);
        assertThat(spans()).isEqualTo(1);
    }

    @Test
    void damagedRecord_isRejectedAlone() throws IOException {
        SpoolRecord atOnce = Records.record(Signal.TRACES, new byte[0], new byte[] {42, 99});
        byte[] nameAndDamagedAttribute = {42, 1, 'x', 74, 2, 10, 99};
        SpoolRecord inside = Records.record(Signal.TRACES, new byte[0], nameAndDamagedAttribute);

        Outcome outcome = export(exporter(), List.of(Records.span("s", "a"), atOnce, inside, Records.span("s", "b")));

        assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(outcome.rejected()).isEqualTo(2);
        assertThat(outcome.reason()).contains("cannot be decoded");
        assertThat(spans()).isEqualTo(2);
    }

    @Test
    void onlyDamagedRecords_areRejected() {
        SpoolRecord damaged = Records.record(Signal.TRACES, new byte[0], new byte[] {42, 99});

        assertThat(export(exporter(), List.of(damaged)).kind()).isEqualTo(Kind.REJECTED);
    }

    @Test
    void damagedScope_costsNoRecord() throws IOException {
        SpoolRecord record = Records.record(
                Signal.TRACES, new byte[] {10, 99}, Records.spanMessage("a").toByteArray());

        assertThat(export(exporter(), List.of(record)).rejected()).isZero();

        assertThat(spans()).isEqualTo(1);
    }

    @Test
    void close_givesTheFinalName() throws IOException {
        FileExporter exporter = exporter();
        export(exporter, Records.spans(1));

        exporter.close();

        assertThat(names()).containsExactly("traces-20260102T030405.006-i.jsonl");
    }

    @Test
    void finish_closesOnlyTheFilesOfTheInstance() throws IOException {
        FileExporter exporter = exporter();
        exporter.export(Signal.TRACES, Records.resource(), "dead", Records.spans(1));
        exporter.export(Signal.TRACES, Records.resource(), "live", Records.spans(1));

        exporter.finish("dead");

        assertThat(names())
                .containsExactly("traces-20260102T030405.006-dead.jsonl", "traces-20260102T030405.006-live.jsonl.open");
    }

    @Test
    void fullSegment_isClosedAndANewOneBegun() throws IOException {
        FileExporter exporter = exporter(new FileSettings(store(), 1 << 20, DAY, 500, DAY));
        export(exporter, Records.spans(10));

        export(exporter, Records.spans(10));

        assertThat(names())
                .containsExactly("traces-20260102T030405.006-i.jsonl", "traces-20260102T030405.007-i.jsonl.open");
    }

    @Test
    void oldSegment_isClosedEvenWhenOthersAreWritten() throws IOException {
        FileExporter exporter = exporter(new FileSettings(store(), 1 << 30, DAY, 1 << 20, 60_000));
        exporter.export(Signal.LOGS, Records.resource(), "i", List.of(Records.log("s", "x")));
        now = now.plusSeconds(60);

        export(exporter, Records.spans(1));

        assertThat(names())
                .containsExactly("logs-20260102T030405.006-i.jsonl", "traces-20260102T030505.006-i.jsonl.open");
    }

    @Test
    void retention_deletesTheOldestFirst() throws IOException {
        segment("metrics-20250101T000000.000-x.jsonl", 400);
        segment("logs-20250102T000000.000-x.jsonl", 400);
        segment("traces-20250103T000000.000-x.jsonl.gz", 400);
        segment("notes.txt", 5_000);
        FileExporter exporter = exporter(new FileSettings(store(), 1_000, 1000 * DAY, 100, DAY));

        export(exporter, Records.spans(1));

        assertThat(names())
                .contains("notes.txt", "logs-20250102T000000.000-x.jsonl", "traces-20250103T000000.000-x.jsonl.gz")
                .doesNotContain("metrics-20250101T000000.000-x.jsonl");
        assertThat(exporter.deletedSegments()).isEqualTo(1);
        assertThat(exporter.deletedBytes()).isEqualTo(400);
    }

    @Test
    void retention_deletesWhatIsTooOld() throws IOException {
        Path old = segment("logs-20250102T000000.000-x.jsonl", 10);
        Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.from(now.minusSeconds(120)));
        Path young = segment("logs-20250103T000000.000-x.jsonl", 10);
        Files.setLastModifiedTime(young, java.nio.file.attribute.FileTime.from(now.minusSeconds(30)));
        FileExporter exporter = exporter(new FileSettings(store(), 1 << 20, 60_000, 100, DAY));

        export(exporter, Records.spans(1));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void fileOfAClockThatWasNotSet_isOfUnknownAge() throws IOException {
        Path early = segment("logs-19700101T000100.000-x.jsonl", 10);
        Files.setLastModifiedTime(early, java.nio.file.attribute.FileTime.fromMillis(60_000));

        export(exporter(new FileSettings(store(), 1 << 20, 60_000, 100, DAY)), Records.spans(1));

        assertThat(early).exists();
    }

    @Test
    void clockThatWasSetBack_endsTheSegment() throws IOException {
        FileExporter exporter = exporter();
        export(exporter, Records.spans(1));
        now = now.minusSeconds(3_600);

        export(exporter, Records.spans(1));

        assertThat(names())
                .containsExactlyInAnyOrder(
                        "traces-20260102T030405.006-i.jsonl", "traces-20260102T020405.006-i.jsonl.open");
    }

    @Test
    void retention_leavesOpenSegments() throws IOException {
        Path open = segment("logs-20250102T000000.000-x.jsonl.open", 5_000);
        FileExporter exporter = exporter(new FileSettings(store(), 1_000, DAY, 100, DAY));

        export(exporter, Records.spans(1));

        assertThat(open).exists();
    }

    @Test
    void deletedDirectory_isMadeAgainAndNothingIsLost() throws IOException {
        FileExporter exporter = exporter();
        export(exporter, Records.spans(1));
        deleteStore();

        assertThat(export(exporter, Records.spans(2))).isEqualTo(Outcome.ACCEPTED);

        assertThat(spans()).isEqualTo(2);
    }

    @Test
    void directoryThatCannotBe_isTriedAgainUntilItCan() throws IOException {
        Files.createFile(store()); // a file where the directory should be
        FileExporter exporter = exporter();

        Outcome outcome = export(exporter, Records.spans(1));
        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("store");

        Files.delete(store());
        assertThat(export(exporter, Records.spans(1))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void sameTrouble_isToldInTheSameWords() {
        FileExporter exporter = exporter();
        String unwritable = "i".repeat(300); // longer than a name may be: with it no file can be made

        Outcome first = exporter.export(Signal.TRACES, Records.resource(), unwritable, Records.spans(1));
        now = now.plusMillis(7);
        Outcome second = exporter.export(Signal.TRACES, Records.resource(), unwritable, Records.spans(1));

        assertThat(first.kind()).isEqualTo(Kind.RETRY);
        assertThat(second.reason()).isEqualTo(first.reason()).contains(store().toString());
    }

    @Test
    void interruptedThread_stillWritesWholeLines() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThat(export(exporter(), Records.spans(3))).isEqualTo(Outcome.ACCEPTED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(spans()).isEqualTo(3);
    }

    @Test
    void finishDead_cutsTheTornLineAndRenames() throws IOException {
        Path open = store().resolve("logs-20250102T000000.000-dead.jsonl.open");
        Files.createDirectories(store());
        Files.writeString(open, "{\"resourceLogs\":[]}\n{\"resourceLogs\":[{\"res");

        exporter().finishDead("live"::equals);

        assertThat(names()).containsExactly("logs-20250102T000000.000-dead.jsonl");
        assertThat(Files.readString(files().get(0))).isEqualTo("{\"resourceLogs\":[]}\n");
    }

    @Test
    void finishDead_cutsLinesThatAreNoJson() throws IOException {
        Path open = store().resolve("logs-20250102T000000.000-dead.jsonl.open");
        Files.createDirectories(store());
        Files.writeString(open, "{\"a\":1}\n\0\0\0\n{\"b\":\n" + "\0".repeat(9_000));

        exporter().finishDead(instance -> false);

        assertThat(Files.readString(files().get(0))).isEqualTo("{\"a\":1}\n");
    }

    @Test
    void finishDead_deletesWhatHoldsNothing() throws IOException {
        segment("logs-20250102T000000.000-dead.jsonl.open", 10);

        exporter().finishDead(instance -> false);

        assertThat(names()).isEmpty();
    }

    @Test
    void finishDead_leavesTheLiving() throws IOException {
        segment("logs-20250102T000000.000-live.jsonl.open", 10);

        exporter().finishDead("live"::equals);

        assertThat(names()).containsExactly("logs-20250102T000000.000-live.jsonl.open");
    }

    @Test
    void finishDead_withoutAStore_isQuiet() {
        exporter().finishDead(instance -> false);

        assertThat(store()).doesNotExist();
    }

    private FileExporter exporter() {
        return exporter(FileSettings.of(store(), 1 << 30, 30 * DAY));
    }

    private FileExporter exporter(FileSettings settings) {
        FileExporter exporter = new FileExporter(settings, () -> now, AgentLog.SILENT);
        opened.add(exporter);
        return exporter;
    }

    private static Outcome export(FileExporter exporter, List<SpoolRecord> records) {
        return exporter.export(Signal.TRACES, Records.resource(), "i", records);
    }

    private Path store() {
        return home.resolve("store");
    }

    private Path segment(String name, int length) throws IOException {
        Files.createDirectories(store());
        return Files.write(store().resolve(name), new byte[length], StandardOpenOption.CREATE_NEW);
    }

    private void deleteStore() throws IOException {
        for (Path each : files()) {
            Files.delete(each);
        }
        Files.delete(store());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(store())) {
            return files.sorted().toList();
        }
    }

    private List<String> names() throws IOException {
        return files().stream().map(each -> each.getFileName().toString()).toList();
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Path each : files()) {
            for (String line : Files.readAllLines(each)) {
                lines.add(mapper.readTree(line));
            }
        }
        return lines;
    }

    private int spans() throws IOException {
        int count = 0;
        for (JsonNode line : lines()) {
            for (JsonNode scope : line.at("/resourceSpans/0/scopeSpans")) {
                count += scope.get("spans").size();
            }
        }
        return count;
    }
}
