package io.indelible.test;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.Store.Span;
import io.indelible.test.app.Scanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** What looks through folders, and the old ways to rename and delete. */
class ScanIT {
    private static final String PATH = "file.path";
    private static final String TARGET = "indelible.file.target.path";

    @TempDir
    Path work;

    private Path folder;

    @OnEveryJdk
    void scans_areOneEachWithTheirEntries(Jdk jdk) throws IOException {
        run(jdk);

        Map<String, List<Object>> entries = scans().stream()
                .filter(span -> !span.error())
                .collect(groupingBy(
                        this::name,
                        TreeMap::new,
                        mapping(span -> span.attributes().get("indelible.file.scan.entries"), toList())));
        // Of the walk that copies, the platform decides whether it meets the copies.
        assertThat(entries.remove("copying")).hasSize(1);
        Map<String, List<Object>> expected = new TreeMap<>();
        for (String whole : List.of("walk", "find", "visit", "unclosed", "parallel", "in-archive")) {
            expected.put(whole, List.of(6L));
        }
        for (String top : List.of("depth", "stop", "list", "stream", "names", "some-names", "files", "some-files")) {
            expected.put(top, List.of(2L));
        }
        expected.put("stream/sub", List.of(3L));
        expected.put("glob", List.of(1L));
        expected.put("filter", List.of(1L));
        expected.put("first", List.of(1L));
        expected.put("opened", List.of(0L));
        assertThat(entries).isEqualTo(expected);
    }

    @OnEveryJdk
    void failedScan_tellsWhy(Jdk jdk) throws IOException {
        run(jdk);

        assertThat(scans().stream().filter(Span::error))
                .extracting(span -> name(span) + " " + span.text("error.type"))
                .containsExactlyInAnyOrder(
                        "no-walk java.nio.file.NoSuchFileException",
                        "no-list java.nio.file.NoSuchFileException",
                        "no-visit java.nio.file.NoSuchFileException",
                        "no-folder java.nio.file.NotDirectoryException");
        assertThat(Store.complete(work, "test").text()).doesNotContain("FailedLook");
    }

    @OnEveryJdk
    void workInsideAWalk_isRecordedBesideIt(Jdk jdk) throws IOException {
        run(jdk);

        assertThat(Store.complete(work, "test").spans("file copy"))
                .extracting(span -> name(span))
                .containsOnlyOnce("copying/a.txt", "copying/sub/b.txt", "copying/sub/c.txt", "copying/sub/deep/d.txt");
    }

    @OnEveryJdk
    void renameTo_isAMove(Jdk jdk) throws IOException {
        run(jdk);

        List<Span> moves = withoutArchive("file move");
        assertThat(moves).hasSize(2);
        assertThat(moves).filteredOn(span -> !span.error()).singleElement().satisfies(span -> assertThat(
                        span.attributes())
                .containsEntry(PATH, folder.resolve("old.txt").toString())
                .containsEntry(TARGET, folder.resolve("new.txt").toString())
                .containsEntry("indelible.copy.strategy", "rename")
                .containsEntry("file.size", 7L));
        assertThat(moves).filteredOn(Span::error).singleElement().satisfies(span -> assertThat(span.attributes())
                .containsEntry(TARGET, folder.resolve("never.txt").toString())
                .containsEntry("error.type", "_OTHER"));
    }

    @OnEveryJdk
    void delete_isRecordedWhenThereWasSomething(Jdk jdk) throws IOException {
        run(jdk);

        assertThat(withoutArchive("file delete"))
                .extracting(span -> name(span) + " " + span.attributes().get("error.type"))
                .contains("new.txt null", "full _OTHER")
                .isSubsetOf("new.txt null", "full _OTHER", "at-exit.txt null");
        assertThat(folder.resolve("at-exit.txt")).doesNotExist();
    }

    private void run(Jdk jdk) throws IOException {
        String without = run(jdk, "without", false);
        assertThat(run(jdk, "with", true)).isEqualTo(without);
    }

    private String run(Jdk jdk, String name, boolean agent) throws IOException {
        folder = Files.createDirectory(work.resolve(name));
        ForkedJvm jvm = new ForkedJvm(jdk, work).app(Scanning.class, folder.toString());
        ForkedJvm.Finished finished = (agent ? jvm : jvm.withoutAgent()).run().ok();
        assertThat(finished.err()).isEmpty();
        return finished.out();
    }

    /** The file system of an archive replaces the archive's file, by a move and a delete. */
    private List<Span> withoutArchive(String operation) {
        return Store.complete(work, "test").spans(operation).stream()
                .filter(span -> !span.toString().contains("x.zip"))
                .toList();
    }

    private List<Span> scans() {
        return Store.complete(work, "test").spans("file scan");
    }

    /** The path below the folder, or in the archive. */
    private String name(Span span) {
        String path = span.text(PATH);
        int inside = path.indexOf("!/");
        return inside >= 0
                ? path.substring(inside + 2).replaceAll("/$", "")
                : folder.relativize(Path.of(path)).toString();
    }
}
