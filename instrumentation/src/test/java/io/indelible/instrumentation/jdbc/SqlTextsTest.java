package io.indelible.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextsTest {
    private final SqlTexts texts = new SqlTexts(SqlSyntax.GENERIC);

    @Test
    void text_isReadOnce() {
        assertThat(texts.of("SELECT a")).isSameAs(texts.of(new String("SELECT a")));
    }

    @Test
    void textInUse_survivesManyOthers() {
        SqlText used = texts.of("SELECT a");
        for (int i = 0; i < 5_000; i++) {
            texts.of("SELECT " + i);
            assertThat(texts.of("SELECT a")).isSameAs(used);
        }
    }

    @Test
    void manyTexts_areNotAllKept() {
        for (int i = 0; i < 5_000; i++) {
            texts.of("SELECT " + i);
        }

        assertThat(texts.size()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void longText_isNotKept() {
        texts.of("SELECT " + "a".repeat(3_000));

        assertThat(texts.size()).isZero();
    }
}
