package io.indelible.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = BackOff.exponential();

    @RepeatedTest(20)
    void firstDelay_isAboutASecond() {
        assertThat(backOff.delayMillis(1)).isBetween(800L, 1_200L);
    }

    @RepeatedTest(20)
    void thirdDelay_hasGrownTwiceByHalf() {
        assertThat(backOff.delayMillis(3)).isBetween(1_800L, 2_700L);
    }

    @Test
    void longestDelay_isThirtySeconds() {
        assertThat(backOff.delayMillis(Integer.MAX_VALUE)).isEqualTo(30_000);
    }
}
