package io.indelible.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "1000, 1.00 us",
        "12345, 12.3 us",
        "999000000, 999 ms",
        "1500000000, 1.50 s",
        "61000000000, 1m 01s",
        "7260000000000, 2h 01m"
    })
    void duration_hasThreeDigits(long nanos, String text) {
        assertThat(Units.duration(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.00 kB", "65536, 65.5 kB", "999999, 1.00 MB", "2500000000, 2.50 GB"})
    void bytes_areDecimal(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1000000000, 1.00 MB/s", "0, 5, ''", "5, 0, ''"})
    void speed_needsBytesAndTime(long bytes, long nanos, String text) {
        assertThat(Units.speed(bytes, nanos)).isEqualTo(text);
    }
}
