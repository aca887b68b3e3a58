package io.indelible.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked // what is missing fails the test
class SignOfLifeTest {
    private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(500);
    private static final byte[] WORD = {1};

    private final Records.Lines lines = new Records.Lines();
    private final SpoolDirectory directory;
    private final SignOfLife life;
    private List<byte[]> open = List.of();
    private List<byte[]> metrics = List.of();
    // Ahead of the machine's own, so that each look seems to have taken no time.
    private long now = System.nanoTime() + TimeUnit.HOURS.toNanos(1);

    SignOfLifeTest(@TempDir Path root) throws Exception {
        directory = SpoolDirectory.create(root, Records.RESOURCE);
        life = SignOfLife.begin(directory, lines);
    }

    @AfterEach
    void close() throws Exception {
        life.close();
        directory.close();
    }

    private final LastWords words = new LastWords() {
        @Override
        public List<byte[]> open() {
            return open;
        }

        @Override
        public List<byte[]> metrics() {
            return metrics;
        }
    };

    @Test
    void firstSign_isGivenAtOnce() throws Exception {
        assertThat(read().clean()).isFalse();
        assertThat(read().epochMillis()).isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
    }

    @Test
    void whatIsOpen_isSaid() throws Exception {
        open = List.of(WORD);
        beat();
        assertThat(read().words()).hasSize(1);
    }

    @Test
    void whatIsNotOpenAnyMore_isSaidNoMore() throws Exception {
        open = List.of(WORD);
        beat();
        open = List.of();
        beat();
        assertThat(read().words()).isEmpty();
    }

    @Test
    void metrics_areSaid() throws Exception {
        metrics = List.of(WORD);
        beat();
        Life last = LifeFile.read(directory.file(LifeFile.METRICS), LifeFile.METRICS_BYTES);
        assertThat(last).isNotNull();
        assertThat(last.words()).hasSize(1);
    }

    @Test
    void withoutMetrics_thereIsNoFile() {
        beat();
        assertThat(directory.file(LifeFile.METRICS)).doesNotExist();
    }

    @Test
    void end_isTheLastWord() throws Exception {
        open = List.of(WORD);
        beat();
        life.end();
        beat();
        assertThat(read().clean()).isTrue();
        assertThat(read().words()).isEmpty();
    }

    @Test
    void withNothingOpen_whatIsDeliveredMayGo() {
        beat();
        assertThat(life.deletable("b")).isEqualTo("b");
    }

    @Test
    void withSomethingOpen_whatIsDeliveredStaysUntilTheNextLook() {
        open = List.of(WORD);
        beat();
        assertThat(life.deletable("b")).isEmpty();
        assertThat(life.deletable("c")).isEmpty();
        beat();
        assertThat(life.deletable("d")).isEqualTo("b");
        beat();
        assertThat(life.deletable("e")).isEqualTo("d");
    }

    @Test
    void wordsThatCannotBeHad_leaveTheSign() throws Exception {
        LastWords broken = new LastWords() {
            @Override
            public List<byte[]> open() {
                throw new IllegalStateException("broken");
            }

            @Override
            public List<byte[]> metrics() {
                throw new OutOfMemoryError("broken");
            }
        };
        life.beat(broken, now);
        assertThat(read().words()).isEmpty();
        assertThat(lines.lines).hasSize(1);
    }

    private void beat() {
        now += 5 * BEAT;
        life.beat(words, now);
    }

    private Life read() throws IOException {
        Life read = LifeFile.read(directory.file(LifeFile.LIFE), LifeFile.LIFE_BYTES);
        assertThat(read).isNotNull();
        return read;
    }
}
