package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is configured, the application runs as without the agent; what is wrong is said once. */
class ConfigurationIT {
    /** No user may create anything here, root neither, whatever the permissions say. */
    private static final Path NEVER_WRITABLE = Path.of("/proc");

    @TempDir
    Path work;

    private Path folder;
    private Path temp;

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void createFolders() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
        temp = Files.createDirectory(work.resolve("temp"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void badValues_areSaidOnceEach(Jdk jdk) {
        ForkedJvm.Finished run = run(work(jdk)
                .property("indelible.spool.max-bytes", "lots")
                .property("indelible.store.max-age", "forever")
                .property("indelible.exporter", "kafka")
                .property("indelible.log.level", "loud")
                .property("otel.traces.sampler", "maybe"));

        assertThat(run.err().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("[indelible] "))
                .anyMatch(
                        line -> line.matches(".* indelible.spool.max-bytes=lots: expected a size .*; using .* instead"))
                .anyMatch(line ->
                        line.matches(".* indelible.store.max-age=forever: expected a time .*; using .* instead"))
                .anyMatch(line -> line.matches(".* indelible.exporter=kafka: expected .*; using file instead"))
                .anyMatch(line -> line.matches(".* indelible.log.level=loud: expected one of .*; using info instead"))
                .anyMatch(line -> line.matches(".* otel.traces.sampler=maybe: expected one of .*; using .* instead"));
        assertRecorded();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void unknownName_isAnsweredWithTheNearest(Jdk jdk) {
        ForkedJvm.Finished run =
                run(work(jdk).property("indelible.spool.maxbytes", "1MiB").environment("INDELIBLE_EXPORTERS", "file"));

        assertThat(run.err().lines())
                .containsExactlyInAnyOrder(
                        "[indelible] indelible.spool.maxbytes: no such setting, ignored;"
                                + " did you mean indelible.spool.max-bytes?",
                        "[indelible] INDELIBLE_EXPORTERS: no such setting, ignored; did you mean INDELIBLE_EXPORTER?");
        assertRecorded();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void environment_countsAsProperties(Jdk jdk) {
        ForkedJvm.Finished run = run(work(jdk)
                .withoutProperty("indelible.dir")
                .withoutProperty("otel.service.name")
                .environment("INDELIBLE_DIR", work.resolve("indelible").toString())
                .environment("OTEL_SERVICE_NAME", "from-environment")
                .environment("INDELIBLE_SPOOL_MAX_BYTES", "lots")
                .environment("OTEL_INSTRUMENTATION_HASH_ENABLED", "false"));

        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("indelible.spool.max-bytes=lots (from INDELIBLE_SPOOL_MAX_BYTES): expected");
        assertThat(new Store(work, "from-environment").spans())
                .extracting(Store.Span::service)
                .containsOnly("from-environment");
        assertThat(new Store(work, "from-environment").spans("hash SHA-256")).isEmpty();
        assertThat(new Store(work, "from-environment").spans("file copy")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void fileInPlaceOfTheDirectory_isSaidAndTheTempDirectoryUsed(Jdk jdk) throws IOException {
        Path file = Files.writeString(work.resolve("file"), "mine");

        ForkedJvm.Finished run = run(work(jdk).property("indelible.dir", file.toString()));

        assertFallback(run, "indelible.dir=" + file + ": expected a directory that can be written");
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void unwritableDirectory_isSaidAndTheTempDirectoryUsed(Jdk jdk) throws IOException {
        String unwritable = unwritable().toString();

        ForkedJvm.Finished run = run(work(jdk).property("indelible.dir", unwritable));

        assertFallback(run, "indelible.dir=" + unwritable + ": expected a directory that can be written");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void unwritableHome_isSaidAndTheTempDirectoryUsed(Jdk jdk) throws IOException {
        String unwritable = unwritable().toString();

        ForkedJvm.Finished run = run(work(jdk).withoutProperty("indelible.dir").property("user.home", unwritable));

        assertFallback(run, "indelible.dir=~/.indelible: expected a directory that can be written");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void nothingWritable_isSaidAndTheApplicationRuns(Jdk jdk) throws IOException {
        String unwritable = unwritable().toString();

        ForkedJvm.Finished run = run(work(jdk)
                .withoutProperty("indelible.dir")
                .property("user.home", unwritable)
                .property("java.io.tmpdir", unwritable)
                .workingDirectory(NEVER_WRITABLE));

        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("[indelible] ")
                .contains("nothing is kept on disk");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void directoryThatOnlySeemsWritable_isSaidAndTheApplicationRuns(Jdk jdk) {
        Assumptions.assumeTrue(Files.isDirectory(NEVER_WRITABLE));
        String below = NEVER_WRITABLE.resolve("indelible").toString();

        ForkedJvm.Finished run = run(work(jdk).property("indelible.dir", below));

        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("[indelible] ")
                .contains(below);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void readOnlyWorkingDirectory_isNoTrouble(Jdk jdk) {
        Assumptions.assumeTrue(Files.isDirectory(NEVER_WRITABLE));

        ForkedJvm.Finished run = run(work(jdk).workingDirectory(NEVER_WRITABLE));

        assertThat(run.err()).isEmpty();
        assertRecorded();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void disabled_leavesNoTrace(Jdk jdk) throws IOException {
        ForkedJvm.Finished byProperty = run(work(jdk).property("indelible.enabled", "false"));
        ForkedJvm.Finished byVariable = run(work(jdk).environment("INDELIBLE_ENABLED", "false"));
        ForkedJvm.Finished bySdk = run(work(jdk).environment("OTEL_SDK_DISABLED", "true"));

        assertThat(List.of(byProperty.err(), byVariable.err(), bySdk.err())).containsOnly("");
        assertThat(work.resolve("indelible")).doesNotExist();
        assertThat(temp).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void exporterNone_keepsNoStore(Jdk jdk) throws IOException {
        ForkedJvm.Finished run = run(work(jdk).property("indelible.exporter", "none"));

        assertThat(run.err()).isEmpty();
        assertThat(new Store(work, "test").files()).isEmpty();
    }

    /** The application did all it does without an agent. */
    private ForkedJvm.Finished run(ForkedJvm jvm) {
        ForkedJvm.Finished run = jvm.run();
        assertThat(run.out()).as(run.err()).isEqualTo(Work.RESULT);
        assertThat(run.exit()).isZero();
        return run;
    }

    private ForkedJvm work(Jdk jdk) {
        return new ForkedJvm(jdk, work)
                .property("java.io.tmpdir", temp.toString())
                .app(Work.class, folder.toString());
    }

    /** A folder that this user may not write: for root, who may write all, one of a read-only file system. */
    private Path unwritable() throws IOException {
        Path made = Files.createDirectory(work.resolve("unwritable"));
        Assumptions.assumeTrue(made.toFile().setWritable(false));
        return Stream.of(made, Path.of("/sys/kernel"), Path.of("/proc/sys/kernel"), Path.of("/sys/fs/cgroup"))
                .filter(path -> Files.isDirectory(path) && !Files.isWritable(path))
                .findFirst()
                .orElseGet(() -> Assumptions.abort("this user may write everywhere"));
    }

    private void assertRecorded() {
        Set<String> names = Set.of("hash SHA-256", "file copy", "file delete");
        assertThat(new Store(work, "test").spans())
                .extracting(Store.Span::name)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    private void assertFallback(ForkedJvm.Finished run, String said) throws IOException {
        assertThat(run.err().lines()).singleElement().asString().contains(said).contains("using " + temp);
        try (Stream<Path> files = Files.walk(temp)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("traces-")))
                    .hasSize(1);
        }
    }
}
