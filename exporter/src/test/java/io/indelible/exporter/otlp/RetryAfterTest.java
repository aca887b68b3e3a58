package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void seconds_areSeconds() {
        assertThat(RetryAfter.millis(" 120 ", NOW)).isEqualTo(120_000);
    }

    @Test
    void date_isTheTimeUntilThen() {
        assertThat(RetryAfter.millis("Fri, 02 Jan 2026 03:05:05 GMT", NOW)).isEqualTo(60_000);
    }

    @Test
    void date_thatHasPassed_isNow() {
        assertThat(RetryAfter.millis("Fri, 02 Jan 2026 03:00:00 GMT", NOW)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999"})
    void nonsense_saysNothing(String value) {
        assertThat(RetryAfter.millis(value, NOW)).isEqualTo(-1);
    }
}
