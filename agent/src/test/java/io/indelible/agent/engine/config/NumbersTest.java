package io.indelible.agent.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1048576,1048576",
        "7B,7",
        "1KiB,1024",
        "1 kib,1024",
        "1k,1024",
        "1KB,1000",
        "2MiB,2097152",
        "2MB,2000000",
        "3g,3221225472",
        "3GB,3000000000",
        "1TiB,1099511627776",
        "1TB,1000000000000",
        "9223372036854775807,9223372036854775807"
    })
    void size_isBytes(String text, long bytes) {
        assertThat(Numbers.size(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "KiB",
                "-1",
                "+1",
                "1.5GiB",
                "1 GiB x",
                "1PiB",
                "9223372036854775808",
                "9007199254740992KiB",
                "٣"
            })
    void badSize_isBad(String text) {
        assertThat(Numbers.size(text)).isEqualTo(Numbers.BAD);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1500,1500",
        "1500ms,1500",
        "5s,5000",
        "10m,600000",
        "12h,43200000",
        "30d,2592000000",
        "30 D,2592000000"
    })
    void duration_isMilliseconds(String text, long millis) {
        assertThat(Numbers.duration(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "-5s", "1.5h", "1w", "1h30m", "9223372036854775807d", "PT5S"})
    void badDuration_isBad(String text) {
        assertThat(Numbers.duration(text)).isEqualTo(Numbers.BAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-0.1", "1.01", "half", ""})
    void badRatio_isBad(String text) {
        assertThat(Numbers.ratio(text)).isEqualTo(Numbers.BAD);
    }
}
