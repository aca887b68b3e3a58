package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // what is missing fails the test
class LifeFileTest {
    private static final int MOST = 256;
    private static final List<byte[]> OLD = List.of(new byte[] {1, 2, 3});
    private static final List<byte[]> NEW = List.of(new byte[] {4}, new byte[] {5, 6});

    private final Path file;

    LifeFileTest(@TempDir Path folder) {
        file = folder.resolve("life");
    }

    @Test
    void whatWasSaidLast_isRead() throws Exception {
        write();
        Life life = read();
        assertThat(life).isNotNull();
        assertThat(life.epochMillis()).isEqualTo(22);
        assertThat(life.clean()).isFalse();
        assertThat(same(life.words(), NEW)).isTrue();
    }

    @Test
    void cleanEnd_isRead() throws Exception {
        write();
        try (LifeFile written = LifeFile.create(file, MOST)) {
            written.write(false, 1, NEW);
            written.write(false, 2, NEW);
            written.write(true, 33, List.of());
        }
        assertThat(read()).isEqualTo(new Life(true, 33, List.of()));
    }

    @Test
    void missingFile_saysNothing() throws Exception {
        assertThat(read()).isNull();
    }

    @Test
    void wordsForWhichThereIsNoRoom_areLeftOut() throws Exception {
        try (LifeFile written = LifeFile.create(file, MOST)) {
            written.write(false, 1, List.of(new byte[100], new byte[100], new byte[100]));
        }
        Life life = read();
        assertThat(life).isNotNull();
        assertThat(life.words()).hasSize(2);
    }

    /** As it is when the process dies in the middle of writing. */
    @Test
    void halfThatIsCutOff_leavesTheOneBefore() throws Exception {
        write();
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.seek(30); // the second one is written to the first half of the file
            cut.write(99);
        }
        Life life = read();
        assertThat(life).isNotNull();
        assertThat(life.epochMillis()).isEqualTo(11);
        assertThat(same(life.words(), OLD)).isTrue();
    }

    @Test
    void fileCutAtAnyByte_saysWhatWasSaidOrNothing() throws Exception {
        write();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertSaidOrNothing(read());
        }
    }

    @Test
    void damageAnywhere_isNeverBelieved() throws Exception {
        write();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = whole.clone();
            int flips = 1 + random.nextInt(3);
            for (int flip = 0; flip < flips; flip++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            assertSaidOrNothing(read());
        }
    }

    private void write() throws Exception {
        try (LifeFile written = LifeFile.create(file, MOST)) {
            written.write(false, 11, OLD);
            written.write(false, 22, NEW);
        }
    }

    private @Nullable Life read() throws Exception {
        return LifeFile.read(file, MOST);
    }

    private static void assertSaidOrNothing(@Nullable Life life) {
        if (life != null) {
            boolean old = life.epochMillis() == 11 && same(life.words(), OLD);
            boolean last = life.epochMillis() == 22 && same(life.words(), NEW);
            assertThat(old || last).as(life.toString()).isTrue();
        }
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        return texts(some).equals(texts(others));
    }

    private static List<String> texts(List<byte[]> words) {
        List<String> texts = new ArrayList<>();
        words.forEach(word -> texts.add(Arrays.toString(word)));
        return texts;
    }
}
