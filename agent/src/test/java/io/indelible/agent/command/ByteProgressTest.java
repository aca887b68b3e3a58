package io.indelible.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ByteProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter err = new StringWriter();
    private long now;

    @Test
    void terminal_hasABar() {
        ByteProgress progress = progress(true);
        now = SECOND;
        progress.read(512);
        assertThat(err.toString()).endsWith("[###############...............] 512 B of 1 KiB, 512 B/s");
    }

    @Test
    void bar_isErasedForALine() {
        ByteProgress progress = progress(true);
        now = SECOND;
        progress.read(512);
        progress.erase();
        assertThat(err.toString()).endsWith("\r\u001b[K");
    }

    @Test
    void bar_isDrawnTenTimesASecond() {
        ByteProgress progress = progress(true);
        for (int i = 0; i < 1000; i++) {
            now += SECOND / 1000;
            progress.read(1);
        }
        assertThat(err.toString().chars().filter(c -> c == '[').count()).isEqualTo(20);
    }

    @Test
    void noTerminal_hasALineNowAndThen() {
        ByteProgress progress = progress(false);
        now = SECOND;
        progress.read(100);
        assertThat(err.toString()).isEmpty();
        now = 10 * SECOND;
        progress.read(412);
        assertThat(err.toString()).isEqualToNormalizingNewlines("verifying: 512 B of 1 KiB, 51 B/s\n");
    }

    @Test
    void summary_saysHowFast() {
        ByteProgress progress = progress(false);
        now = 2 * SECOND;
        progress.read(1024);
        assertThat(progress.summary()).isEqualTo("1 KiB in 2.0 s, 512 B/s");
    }

    private ByteProgress progress(boolean terminal) {
        return new ByteProgress("verifying", new PrintWriter(err), terminal, 1024, () -> now);
    }
}
