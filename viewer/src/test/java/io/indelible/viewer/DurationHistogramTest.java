package io.indelible.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationHistogramTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 63, 64, 65, 127, 128, 1_000, 123_456_789, 3_600_000_000_000L, Long.MAX_VALUE})
    void oneDuration_isEveryQuantileOfItself(long nanos) {
        DurationHistogram durations = new DurationHistogram();
        durations.add(nanos);
        assertThat(durations.quantile(0.5)).isCloseTo(nanos, withinPercentage(2));
    }

    @Test
    void quantile_isRightToTwoPercent() {
        DurationHistogram durations = new DurationHistogram();
        for (int i = 1; i <= 10_000; i++) {
            durations.add(i * 1_000L);
        }
        assertThat(durations.quantile(0.95)).isCloseTo(9_500_000L, withinPercentage(2));
    }

    @Test
    void nothing_hasNoQuantile() {
        assertThat(new DurationHistogram().quantile(0.5)).isZero();
    }
}
