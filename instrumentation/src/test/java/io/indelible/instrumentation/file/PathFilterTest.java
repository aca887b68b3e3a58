package io.indelible.instrumentation.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathFilterTest {
    private final PathFilter filter = new PathFilter("/opt/jdk", "lib/a.jar" + File.pathSeparator + "/srv/b.jar");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/self/maps",
                "/sys/kernel/x",
                "/dev/urandom",
                "/opt/jdk/lib/modules",
                "lib/a.jar",
                "/srv/b.jar",
                ""
            })
    void whatIsNoDataOfTheApplication_isIgnored(String path) {
        assertThat(filter.ignores(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/shm/queue", "/home/a/proc/x", "/opt/jdk-data/x", "/srv/b.jar.old", "data.csv"})
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
    void classInClassPathFolder_isIgnoredAndDataBesideItIsNot(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder);
        PathFilter folders = new PathFilter("", folder.toString());
        assertThat(folders.ignores(folder.resolve("A.class"))).isTrue();
        assertThat(folders.ignores(folder.resolve("A.csv"))).isFalse();
    }

    @Test
    void imageOfTheJdk_isIgnored() {
        Path object = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        assertThat(filter.ignores(object)).isTrue();
    }
}
