package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    private final Path folder;

    DirectoriesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void home_isTheDefault() {
        Directories directories = choose(Asked.nothing(), folder.resolve("home"));
        assertThat(directories.base())
                .isEqualTo(folder.resolve("home/.indelible").toFile());
        assertThat(directories.problem()).isNull();
    }

    @Test
    void store_isBelowTheService() {
        Asked asked = Asked.property("indelible.dir", folder.toString()).andProperty("otel.service.name", "a/b");
        assertThat(choose(asked, folder).store())
                .isEqualTo(folder.resolve("a_b/store").toFile());
    }

    @Test
    void choosing_createsNothing() throws IOException {
        choose(Asked.property("indelible.dir", folder.resolve("x/y").toString()), folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void fileInTheWay_fallsBackToTheTempDirectory() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Directories directories =
                choose(Asked.property("indelible.dir", file.resolve("x").toString()), folder);
        assertThat(directories.base())
                .isEqualTo(folder.resolve("temp/indelible-me").toFile());
        assertThat(directories.problem())
                .isEqualTo("indelible.dir=" + file.resolve("x")
                        + ": expected a directory that can be written, but it is no" + " directory; using "
                        + folder.resolve("temp/indelible-me") + " instead");
    }

    @Test
    void readOnlyDirectory_fallsBackToTheTempDirectory() throws IOException {
        Path readOnly = Files.createDirectory(folder.resolve("ro"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(readOnly), "the superuser may write anywhere");
        Directories directories = choose(Asked.property("indelible.dir", readOnly.toString()), folder);
        assertThat(directories.problem()).contains("but it cannot be written; using ");
    }

    @Test
    void noHome_fallsBackToTheTempDirectory() {
        Directories directories = Directories.choose(Asked.nothing().read(), "?", temp(), "me");
        assertThat(directories.problem()).contains("but there is no home directory; using ");
    }

    @Test
    void linkInTheTempDirectory_isNotFollowed() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("temp"));
        Files.createSymbolicLink(folder.resolve("temp/indelible-me"), folder.resolve("elsewhere"));
        Directories directories = Directories.choose(Asked.nothing().read(), "?", temp(), "me");
        assertThat(directories.base())
                .isEqualTo(folder.resolve("temp/indelible-me-2").toFile());
        assertThat(directories.problem()).endsWith("; using " + folder.resolve("temp/indelible-me-2") + " instead");
    }

    @Test
    void whoLaidOutEveryName_getsNothing() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("temp"));
        Files.createSymbolicLink(folder.resolve("temp/indelible-me"), folder.resolve("elsewhere"));
        for (int i = 2; i <= 9; i++) {
            Files.createSymbolicLink(folder.resolve("temp/indelible-me-" + i), folder.resolve("elsewhere"));
        }
        Directories directories = Directories.choose(Asked.nothing().read(), "?", temp(), "me");
        assertThat(directories.create()).isTrue();
        assertThat(directories.base().getName()).matches("indelible-me-[0-9a-f]{10,16}");
        assertThat(folder.resolve("elsewhere")).isEmptyDirectory();
    }

    @Test
    void create_isForTheOwnerOnly() throws IOException {
        Directories directories = choose(Asked.nothing(), folder);
        assertThat(directories.create()).isTrue();
        assertThat(mode(directories.base())).isEqualTo("rwx------");
        assertThat(mode(directories.service())).isEqualTo("rwx------");
    }

    @Test
    void create_isTrueTheSecondTime() {
        Directories directories = choose(Asked.nothing(), folder);
        directories.create();
        assertThat(directories.create()).isTrue();
    }

    @Test
    void create_isFalseWhereItCannot() throws IOException {
        Directories directories =
                choose(Asked.property("indelible.dir", folder.resolve("x").toString()), folder);
        Files.createFile(folder.resolve("x"));
        assertThat(directories.create()).isFalse();
    }

    private static String mode(File file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file.toPath()));
    }

    private Directories choose(Asked asked, Path home) {
        return Directories.choose(asked.read(), home.toString(), temp(), "me");
    }

    private String temp() {
        return folder.resolve("temp").toString();
    }
}
