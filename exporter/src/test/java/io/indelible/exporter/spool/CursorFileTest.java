package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.RecordBatch.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // JUnit sets the fields
class CursorFileTest {
    @TempDir
    Path directory;

    @Test
    void writtenCursor_isReadAgain() throws Exception {
        Path file = CursorFile.of(directory, "otlp");
        Position position = new Position("20261122-101500S.cq4", 1L << 40);
        CursorFile.write(file, position);
        assertThat(CursorFile.read(file)).isEqualTo(position);
    }

    @Test
    void shorterName_leavesNothingOfTheLongerOne() throws Exception {
        Path file = CursorFile.of(directory, "otlp");
        CursorFile.write(file, new Position("20261122-101500S.plain", 7));
        CursorFile.write(file, new Position("a", 8));
        assertThat(CursorFile.read(file)).isEqualTo(new Position("a", 8));
    }

    @Test
    void missingCursor_isTheStart() throws Exception {
        assertThat(CursorFile.read(CursorFile.of(directory, "otlp"))).isEqualTo(Position.START);
    }

    @Test
    void cursorWithAnyByteChanged_isTheStart() throws Exception {
        Path file = CursorFile.of(directory, "otlp");
        CursorFile.write(file, new Position("20261122-101500S.cq4", 12345));
        byte[] sound = Files.readAllBytes(file);
        for (int i = 0; i < sound.length; i++) {
            byte[] damaged = sound.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThat(CursorFile.read(file)).as("byte %d", i).isEqualTo(Position.START);
        }
    }

    @Test
    void zeroedCursor_isTheStart() throws Exception {
        Path file = CursorFile.of(directory, "otlp");
        Files.write(file, new byte[128]);
        assertThat(CursorFile.read(file)).isEqualTo(Position.START);
    }
}
