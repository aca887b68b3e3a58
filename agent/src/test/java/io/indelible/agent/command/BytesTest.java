package io.indelible.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1023,1023 B",
        "1024,1 KiB",
        "1536,1.5 KiB",
        "536870912,512 MiB",
        "-1,unknown",
        "9223372036854775807,8 EiB"
    })
    void bytes_areReadable(long bytes, String shown) {
        assertThat(Bytes.shown(bytes)).isEqualTo(shown);
    }
}
