package com.example.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderImportTest {
    private static final int FILES = 20;
    private static final int DUPLICATES = SampleFiles.duplicates(FILES);
    private static final int BROKEN = 3;

    private final Path work;

    private final List<String> acknowledged = new ArrayList<>();
    private CatalogService service;
    private FileTable table;
    private Archive archive;
    private Path input;

    FolderImportTest(@TempDir Path work) {
        this.work = work;
    }

    @BeforeEach
    void start() throws IOException, SQLException {
        service = CatalogService.start(0, work.resolve("service"));
        table = FileTable.open("jdbc:h2:file:" + work.resolve("database"), "", "");
        archive = new Archive(work.resolve("archive"));
        input = SampleFiles.create(work.resolve("input"), FILES);
    }

    @AfterEach
    void stop() {
        table.close();
        service.close();
    }

    @Test
    void newContents_areCopied() throws IOException {
        assertThat(importFolder().copied()).isEqualTo(FILES - DUPLICATES);
    }

    @Test
    void archive_holdsEveryContentOnce() throws IOException {
        importFolder();
        // The two files that the catalog turns away are archived all the same.
        assertThat(countFiles(archive.folder().resolve("contents"))).isEqualTo(FILES - DUPLICATES + 2);
    }

    @Test
    void archivedContent_equalsTheFile() throws IOException {
        importFolder();
        Path file = input.resolve("folder-0").resolve("file-00000.dat");
        String hash = ContentHash.of(file);
        assertThat(archive.folder()
                        .resolve("contents")
                        .resolve(hash.substring(0, 2))
                        .resolve(hash))
                .hasSameBinaryContentAs(file);
    }

    @Test
    void duplicates_areHardLinks() throws IOException {
        importFolder();
        Path file = Path.of("folder-4", "file-00004.dat");
        String hash = ContentHash.of(input.resolve(file));
        Path content = archive.folder()
                .resolve("contents")
                .resolve(hash.substring(0, 2))
                .resolve(hash);
        assertThat(Files.isSameFile(archive.folder().resolve("links").resolve(file), content))
                .isTrue();
    }

    @Test
    void duplicates_areCounted() throws IOException {
        assertThat(importFolder().linked()).isEqualTo(DUPLICATES);
    }

    @Test
    void brokenFiles_areReportedAndTheRestGoesOn() throws IOException {
        ImportReport report = importFolder();
        assertThat(report.failures())
                .hasSize(BROKEN)
                .containsEntry(Path.of("broken", "vanished.dat").toString(), "no such file")
                .hasEntrySatisfying(Path.of("broken", "refused.dat").toString(), reason -> assertThat(reason)
                        .contains("answered 422"))
                .hasEntrySatisfying(Path.of("broken", "failing.dat").toString(), reason -> assertThat(reason)
                        .contains("answered 500"));
    }

    @Test
    void secondRun_findsEverythingKnown() throws IOException {
        importFolder();
        assertThat(importFolder().known()).isEqualTo(FILES);
    }

    @Test
    void secondRun_copiesNothing() throws IOException {
        importFolder();
        acknowledged.clear();
        importFolder();
        assertThat(acknowledged).noneMatch(line -> line.startsWith("copy") || line.startsWith("insert"));
    }

    @Test
    void secondRun_asksTheCatalogAgainForWhatItTurnedAway() throws IOException {
        importFolder();
        assertThat(importFolder().failures()).hasSize(BROKEN);
    }

    @Test
    void changedFile_replacesItsRow() throws IOException, SQLException {
        importFolder();
        Path file = input.resolve("folder-0").resolve("file-00000.dat");
        Files.writeString(file, "changed");
        importFolder();
        assertThat(table.names(ContentHash.of(file))).hasSize(1);
    }

    @Test
    void deadCatalog_failsEveryFileAndEnds() throws IOException {
        service.close();
        assertThat(importFolder().failures()).hasSize(FILES + BROKEN);
    }

    @Test
    void everyStepOfAFile_isAcknowledgedInOrder() throws IOException {
        importFolder();
        String name = Path.of("folder-0", "file-00000.dat").toString();
        assertThat(acknowledged)
                .filteredOn(line -> line.endsWith(name))
                .containsExactly(
                        "hash " + name,
                        "query " + name,
                        "copy " + name,
                        "move " + name,
                        "insert " + name,
                        "request " + name,
                        "update " + name);
    }

    private ImportReport importFolder() throws IOException {
        Progress progress = (kind, name) -> acknowledged.add(kind + " " + name);
        return new FolderImport(input, archive, table, new CatalogClient(service.address(), progress), progress).run();
    }

    private static long countFiles(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).count();
        }
    }
}
