package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationsFileTest {
    private static final List<String> NAMES = List.of("file", "otlp");

    private final Path file;

    DestinationsFileTest(@TempDir Path folder) {
        file = folder.resolve("destinations");
    }

    @BeforeEach
    void write() throws Exception {
        DestinationsFile.write(file, NAMES);
    }

    @Test
    void names_areReadAsTheyWereWritten() throws Exception {
        assertThat(DestinationsFile.read(file)).isEqualTo(NAMES);
        assertThat(Files.readString(file)).startsWith("file\notlp\n");
    }

    @Test
    void file_isItsOwnersAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void none_areNone() throws Exception {
        Files.delete(file);
        DestinationsFile.write(file, List.of());
        assertThat(DestinationsFile.read(file)).isEmpty();
    }

    @Test
    void missingFile_namesNone() throws Exception {
        Files.delete(file);
        assertThat(DestinationsFile.read(file)).isEmpty();
    }

    @Test
    void damage_isNotBelieved() throws Exception {
        byte[] sound = Files.readAllBytes(file);
        for (int i = 0; i < sound.length; i++) {
            byte[] damaged = sound.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThat(DestinationsFile.read(file)).as("byte " + i).isNull();
        }
    }

    @Test
    void directory_isNotBelieved() throws Exception {
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(DestinationsFile.read(file)).isNull();
    }
}
