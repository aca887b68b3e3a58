package io.indelible.agent.engine.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class StandardErrorTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StandardError standardError = new StandardError(new PrintStream(bytes, true, UTF_8));

    @Test
    void start_isSaidOnce() {
        standardError.started("recording");
        standardError.started("recording again");
        assertThat(bytes.toString(UTF_8).lines()).containsExactly("[indelible] recording");
    }

    @Test
    void sameTrouble_isSaidOnce() {
        standardError.trouble("the disk is full");
        standardError.trouble("the disk is full");
        standardError.trouble("no directory");
        assertThat(bytes.toString(UTF_8).lines())
                .containsExactly("[indelible] the disk is full", "[indelible] no directory");
    }

    @Test
    void troubles_areBounded() {
        for (int i = 0; i < 100; i++) {
            standardError.trouble("trouble " + i);
        }
        assertThat(bytes.toString(UTF_8).lines()).hasSize(16);
    }

    @Test
    void text_isOneLine() {
        standardError.trouble("a\nb");
        assertThat(bytes.toString(UTF_8).lines()).containsExactly("[indelible] a b");
    }
}
