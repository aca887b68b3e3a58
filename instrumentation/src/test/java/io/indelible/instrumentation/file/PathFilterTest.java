package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathFilterTest {
    private final PathFilter filter = filter("lib/a.jar" + File.pathSeparator + "/srv/b.jar", null, null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/self/maps",
                "/sys/kernel/x",
                "/dev/urandom",
                "/opt/jdk/lib/modules",
                "lib/a.jar",
                "/srv/b.jar",
                "/home/u/.own/service/store/x.jsonl",
                "/var/tmp/hsperfdata_root/17",
                "/tmp/hsperfdata_root/17",
                "/var/tmp/+~JF123.tmp",
                "/tmp/.java_pid17",
                "/tmp/.attach_pid17",
                "/var/tmp/imageio12.tmp",
                ""
            })
    void whatIsNoDataOfTheApplication_isIgnored(String path) {
        assertThat(filter.ignores(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/shm/queue",
                "/home/a/proc/x",
                "/opt/jdk-data/x",
                "/srv/b.jar.old",
                "data.csv",
                "/home/u/.owner/x",
                "/var/tmp/a.tmp",
                "/data/hsperfdata_x",
                "/tmp/imageio.png"
            })
    void dataOfTheApplication_isNotIgnored(String path) {
        assertThat(filter.ignores(path)).isFalse();
    }

    @Test
    void unnamedFile_isIgnored() {
        assertThat(filter.ignores((String) null)).isTrue();
    }

    @Test
    void relativeClassPathEntry_isIgnoredByAbsoluteName() {
        assertThat(filter.ignores(Path.of("lib/a.jar"))).isTrue();
    }

    @Test
    void classInRelativeClassPathFolder_isIgnoredAsTheLoaderSpellsIt() throws Exception {
        PathFilter here = filter("." + File.pathSeparator + "target/..", null, null);
        assertThat(here.ignores(new File("Main.class").getCanonicalPath())).isTrue();
    }

    @Test
    void classInClassPathFolder_isIgnoredAndDataBesideItIsNot(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder);
        PathFilter folders = filter(folder.toString(), null, null);
        assertThat(folders.ignores(folder.resolve("A.class"))).isTrue();
        assertThat(folders.ignores(folder.resolve("A.csv"))).isFalse();
    }

    @Test
    void imageOfTheJdk_isIgnored() {
        Path object = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        assertThat(filter.ignores(object)).isTrue();
    }

    @Test
    void archiveThatALoaderOpens_isIgnoredFromThenOn() throws Exception {
        File archive = new File("plug ins/x.jar").getAbsoluteFile();
        assertThat(filter.ignores(archive.getPath())).isFalse();
        new ClassPathArchives(filter).note(null, archive.toURI().toURL());
        assertThat(filter.ignores(archive.getPath())).isTrue();
    }

    @Test
    void archiveByAnUnusualUrl_isIgnored() throws Exception {
        new ClassPathArchives(filter).note(null, new URL("file:/plug ins/y.jar"));
        assertThat(filter.ignores("/plug ins/y.jar")).isTrue();
    }

    @Test
    void archiveFromElsewhere_isOfNoAccount() throws Exception {
        new ClassPathArchives(filter).note(null, new URL("http://host/plugins/z.jar"));
        assertThat(filter.ignores("/plugins/z.jar")).isFalse();
    }

    @Test
    void include_leavesOutAllElse() {
        PathFilter only = filter("", "/data/**,*.csv", null);
        assertThat(only.ignores("/data/x")).isFalse();
        assertThat(only.ignores("/srv/x.csv")).isFalse();
        assertThat(only.ignores("/srv/x")).isTrue();
    }

    @Test
    void exclude_wins() {
        PathFilter some = filter("", "/data/**", "/data/secret");
        assertThat(some.ignores("/data/x")).isFalse();
        assertThat(some.ignores("/data/secret/x")).isTrue();
    }

    @Test
    void include_doesNotBringBackWhatIsNoData() {
        assertThat(filter("", "/**", null).ignores("/proc/self/maps")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/data/secret/x", "/data/./secret/x", "/data/a/../secret/x", "/data//secret/x", "/data/secret/.."
            })
    void detours_doNotEscape(String path) {
        assertThat(filter("", null, "/data/secret,/data").ignores(path)).isTrue();
        assertThat(filter("", "/other", null).ignores(path)).isTrue();
    }

    @Test
    void relativePath_isMatchedByItsAbsoluteName() {
        String folder = new File("").getAbsolutePath();
        assertThat(filter("", folder, null).ignores("a/b.csv")).isFalse();
        assertThat(filter("", null, folder).ignores("a/b.csv")).isTrue();
    }

    @Test
    void fileInArchive_liesBelowTheArchive(@TempDir Path folder) throws Exception {
        Path archive = folder.toRealPath().resolve("secret stuff.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path inside = zip.getPath("/b.txt");
            assertThat(filter("", null, archive.toString()).ignores(inside)).isTrue();
            assertThat(filter("", null, "*.csv").ignores(inside)).isFalse();
            assertThat(filter("", "*.csv", null).ignores(inside)).isTrue();
        }
    }

    @Test
    void lookAtAnAbsolutePath_allocatesNothing() {
        PathFilter some = filter("/srv/b.jar", "/data/**,*.csv", "/data/**/[a-c]*/{x,y}?.bin,~/secret");
        long least = Long.MAX_VALUE;
        boolean ignored = false;
        for (int round = 0; round < 20; round++) {
            long before = allocated();
            for (int i = 0; i < 2_000; i++) {
                ignored |= some.ignores("/data/.hidden/b/xx.bin2") || Extensions.tag("/data/a.BIN") == null;
            }
            least = Math.min(least, allocated() - before);
        }
        assertThat(ignored).isFalse();
        assertThat(least).isLessThan(2_000);
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void filter_isOneForAllInstrumentations() {
        RecordedOperations operations = new RecordedOperations();
        operations.settings.put("indelible.file.exclude", "/data");
        PathFilter first = PathFilter.of(operations);
        assertThat(PathFilter.of(operations)).isSameAs(first);
        assertThat(first.ignores("/data/x")).isTrue();
    }

    private static PathFilter filter(String classPath, @Nullable String include, @Nullable String exclude) {
        return new PathFilter(
                "/opt/jdk",
                classPath,
                "/home/u/.own",
                new JvmFiles("/var/tmp"),
                new PathPatterns(include, exclude, "/home/u"));
    }
}
