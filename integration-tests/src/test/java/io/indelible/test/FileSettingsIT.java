package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.Store.Span;
import io.indelible.test.app.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Which files are recorded, and how much of their names. */
final class FileSettingsIT {
    private static final List<String> ALL_KINDS = List.of(
            "hash SHA-256 FOLDER/a.bin",
            "read FOLDER/a.bin",
            "copy files FOLDER/a.bin FOLDER/b.bin",
            "copy loop FOLDER/a.bin FOLDER/c.bin",
            "copy transfer FOLDER/a.bin FOLDER/d.bin",
            "copy commons FOLDER/a.bin FOLDER/e.bin",
            "write FOLDER/f.bin 5000",
            "edit mapped FOLDER/f.bin",
            "move FOLDER/b.bin FOLDER/g.bin",
            "link FOLDER/c.bin FOLDER/h.bin",
            "list FOLDER",
            "fail NoSuchFileException copy files FOLDER/missing.bin FOLDER/x.bin",
            "fail FileNotFoundException hash MD5 FOLDER/missing.bin",
            "fail NoSuchFileException list FOLDER/missing",
            "fail FileAlreadyExistsException copy files FOLDER/a.bin FOLDER/c.bin",
            "delete FOLDER/g.bin");

    @TempDir
    private Path work;

    private Path files;

    @BeforeEach
    void makeFiles() throws IOException {
        files = Files.createDirectory(work.resolve("the-files"));
        for (String folder : List.of("wanted", "secret")) {
            Files.createDirectory(files.resolve(folder));
            Rot.old(files.resolve(folder).resolve("a.bin"), 1);
        }
    }

    @OnEveryJdk
    void excludedFiles_areNowhere(Jdk jdk) throws IOException {
        jvm(jdk, "wanted", "secret")
                .property("indelible.file.exclude", files.resolve("secret").toString())
                .run()
                .ok();

        assertOnlyWanted(jdk);
    }

    @OnEveryJdk
    void filesThatAreNotIncluded_areNowhere(Jdk jdk) throws IOException {
        jvm(jdk, "wanted", "secret")
                .property("indelible.file.include", files.resolve("wanted").toString())
                .run()
                .ok();

        assertOnlyWanted(jdk);
    }

    @OnEveryJdk
    void exclude_goesBeforeInclude(Jdk jdk) throws IOException {
        jvm(jdk, "wanted", "secret")
                .property("indelible.file.include", files.toString())
                .property("indelible.file.exclude", "**/secret,**/secret/**")
                .run()
                .ok();

        assertOnlyWanted(jdk);
    }

    @OnEveryJdk
    void excludedNames_areNowhere(Jdk jdk) {
        jvm(jdk, List.of("copy loop wanted/a.bin wanted/b.tmp", "copy loop wanted/a.bin wanted/c.bin"))
                .property("indelible.file.exclude", "*.tmp")
                .run()
                .ok();

        Store store = Store.complete(work, "test");
        assertThat(store.text()).contains("c.bin").doesNotContain("b.tmp");
        // What went into a file that is none of ours was a read.
        assertThat(store.spans()).extracting(Span::name).containsExactlyInAnyOrder("file read", "file copy");
    }

    @OnEveryJdk
    void names_areAllThatIsSaid(Jdk jdk) throws IOException {
        findings(jdk, "name");

        Store store = Store.complete(work, "test");
        assertThat(store.text()).contains("mismatch").contains("NoSuchFile").doesNotContain("the-files");
        assertThat(store.spans("file copy"))
                .filteredOn(span -> !span.error())
                .extracting(span -> span.text("file.path") + " " + span.text("indelible.file.target.path"))
                .contains("a.bin b.bin", "a.bin c.bin", "a.bin d.bin", "a.bin e.bin");
    }

    @OnEveryJdk
    void hashes_areAllThatIsSaid(Jdk jdk) throws IOException {
        findings(jdk, "hash");

        Store store = Store.complete(work, "test");
        assertThat(store.text()).contains("mismatch").contains("NoSuchFile").doesNotContain("the-files");
        assertThat(store.text())
                .doesNotContain("wanted")
                .doesNotContain("missing")
                .doesNotContainPattern("[^0-9a-f][a-h]\\.bin");
        List<String> sources = store.spans("file copy").stream()
                .filter(span -> !span.error())
                .map(span -> span.text("file.path"))
                .distinct()
                .toList();
        // The same file is known again.
        assertThat(sources).singleElement().asString().matches("sha256:[0-9a-f]{16}\\.bin");
    }

    @OnEveryJdk
    void readsAndWrites_areSpansFromTheLeastSizeOn(Jdk jdk) {
        run(jdk, "10000", "read wanted/a.bin", "write wanted/b.bin 9999", "write wanted/c.bin 10000");

        assertThat(Store.complete(work, "test").spans())
                .extracting(span ->
                        span.name() + " " + Path.of(span.text("file.path")).getFileName())
                .containsExactlyInAnyOrder("file read a.bin", "file write c.bin");
    }

    @OnEveryJdk
    void copies_areSpansOfAnySize(Jdk jdk) {
        run(jdk, "1MiB", "read wanted/a.bin", "copy loop wanted/a.bin wanted/b.bin", "hash MD5 wanted/a.bin");

        assertThat(Store.complete(work, "test").spans())
                .extracting(Span::name)
                .containsExactlyInAnyOrder("file copy", "hash MD5");
    }

    @OnEveryJdk
    void unlessSet_theLeastSizeIs4KiB(Jdk jdk) {
        jvm(
                        jdk,
                        List.of(
                                "write wanted/b.bin 4095",
                                "write wanted/c.bin 4096",
                                "read wanted/b.bin",
                                "read wanted/c.bin",
                                "memory MD5 4095",
                                "memory SHA-1 4096",
                                "hash SHA-256 wanted/b.bin"))
                .run()
                .ok();

        Store store = Store.complete(work, "test");
        assertThat(store.spans())
                .extracting(FileSettingsIT::words)
                .containsExactlyInAnyOrder("file write c.bin", "file read c.bin", "hash SHA-1", "hash SHA-256 b.bin");
        assertThat(timed(store)).isEqualTo(Map.of("write", 2L, "read", 2L, "hash", 3L));
    }

    @OnEveryJdk
    void hashesOfMemory_areSpansFromTheLeastSizeOn(Jdk jdk) {
        jvm(jdk, List.of("memory MD5 9999", "memory SHA-1 10000", "hash SHA-256 wanted/a.bin", "begin wanted/a.bin"))
                .property("indelible.hash.min-bytes", "10000")
                .run()
                .ok();

        Store store = Store.complete(work, "test");
        assertThat(store.spans())
                .extracting(FileSettingsIT::words)
                .containsExactlyInAnyOrder("hash SHA-1", "hash SHA-256 a.bin", "hash SHA-256 a.bin");
        assertThat(timed(store)).isEqualTo(Map.of("hash", 4L));
    }

    @OnEveryJdk
    void whatIsNoDataOfTheApplication_isNowhere(Jdk jdk) throws IOException {
        Path jdkFile = jdk.home().resolve("lib").resolve("jrt-fs.jar");
        Path library = Path.of(FileUtils.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path ofTheJvm = Path.of(System.getProperty("java.io.tmpdir"), "hsperfdata_of_a_test");
        Files.write(ofTheJvm, new byte[5000]);
        try {
            jvm(
                            jdk,
                            List.of(
                                    "write wanted/b.bin 5000",
                                    "read " + jdkFile,
                                    "read " + library,
                                    "copy files " + library + " wanted/library.jar",
                                    "read /proc/self/status",
                                    "begin /dev/zero",
                                    "read " + ofTheJvm,
                                    "write " + work.resolve("indelible").resolve("own") + " 5000",
                                    "list /sys",
                                    "list " + jdk.home()))
                    .run()
                    .ok();
        } finally {
            Files.delete(ofTheJvm);
        }

        Store store = Store.complete(work, "test");
        assertThat(store.spans())
                .extracting(FileSettingsIT::words)
                .containsExactlyInAnyOrder("file write b.bin", "hash SHA-256");
        assertThat(timed(store)).isEqualTo(Map.of("write", 1L, "hash", 1L));
    }

    private static String words(Span span) {
        String path = span.text("file.path");
        return path == null ? span.name() : span.name() + " " + Path.of(path).getFileName();
    }

    /** How often each operation was timed, whether it is a span or not. */
    private static Map<String, Long> timed(Store store) {
        Map<String, Long> timed = new TreeMap<>();
        for (Points.Point point :
                Points.of(store, "indelible.file.operation.duration").latest()) {
            timed.merge((String) point.tags().get("indelible.file.operation.name"), point.count(), Long::sum);
        }
        return timed;
    }

    /** Findings of the ledger and slow operations among all else that is recorded. */
    private void findings(Jdk jdk, String form) throws IOException {
        jvm(jdk, "wanted")
                .property("indelible.file.path", form)
                .property("indelible.slow.threshold", "0")
                .run()
                .ok();
        Rot.flip(files.resolve("wanted/a.bin"));
        Rot.flip(files.resolve("wanted/d.bin"));
        Rot.edit(files.resolve("wanted/f.bin"));
        jvm(jdk, List.of("hash SHA-256 wanted/a.bin", "hash SHA-256 wanted/d.bin", "hash SHA-256 wanted/c.bin"))
                .property("indelible.file.path", form)
                .run()
                .ok();
    }

    private void assertOnlyWanted(Jdk jdk) {
        Store store = Store.complete(work, "test");
        assertThat(store.text()).contains("wanted").doesNotContain("secret");
        // The bytes of a hash may be anybody's; of what file they were is not said.
        assertThat(named(store)).containsExactlyElementsOf(named(alone(jdk)));
        ForkedJvm.Finished listed = new ForkedJvm(jdk, work)
                .command("integrity", "list", "--json")
                .run()
                .ok();
        assertThat(listed.out()).contains("wanted").doesNotContain("secret");
    }

    private static List<String> named(Store store) {
        return store.spans().stream()
                .filter(span -> span.text("file.path") != null)
                .map(span -> span.name() + " " + Path.of(span.text("file.path")).getFileName() + " " + span.error())
                .sorted()
                .toList();
    }

    /** What is recorded when there are no other files. */
    private Store alone(Jdk jdk) {
        try {
            Path other = Files.createDirectories(work.resolve("alone").resolve("the-files"));
            Files.createDirectory(other.resolve("wanted"));
            Rot.old(other.resolve("wanted").resolve("a.bin"), 1);
            List<String> arguments = new ArrayList<>(List.of(other.toString()));
            ALL_KINDS.forEach(step -> arguments.add(step.replace("FOLDER", "wanted")));
            Path own = work.resolve("alone");
            new ForkedJvm(jdk, own)
                    .app(Steps.class, arguments.toArray(String[]::new))
                    .run()
                    .ok();
            return Store.complete(own, "test");
        } catch (IOException trouble) {
            throw new AssertionError(trouble);
        }
    }

    private void run(Jdk jdk, String leastSize, String... steps) {
        jvm(jdk, List.of(steps))
                .property("indelible.file.min-bytes", leastSize)
                .run()
                .ok();
    }

    /** All kinds of operations in each of these folders. */
    private ForkedJvm jvm(Jdk jdk, String... folders) {
        List<String> steps = new ArrayList<>();
        for (String folder : folders) {
            ALL_KINDS.forEach(step -> steps.add(step.replace("FOLDER", folder)));
        }
        return jvm(jdk, steps);
    }

    private ForkedJvm jvm(Jdk jdk, List<String> steps) {
        List<String> arguments = new ArrayList<>(List.of(files.toString()));
        arguments.addAll(steps);
        return new ForkedJvm(jdk, work).app(Steps.class, arguments.toArray(String[]::new));
    }
}
