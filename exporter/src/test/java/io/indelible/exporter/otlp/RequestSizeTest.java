package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestSizeTest {
    private final RequestSize size = new RequestSize();

    @Test
    void answeredInTime_staysAsItIs() {
        int most = size.bytes();
        size.inTime();
        assertThat(size.bytes()).isEqualTo(most);
    }

    @Test
    void late_isHalvedAndGrowsAgain() {
        int most = size.bytes();
        size.late(1_000_000);
        assertThat(size.bytes()).isEqualTo(500_000);
        size.inTime();
        assertThat(size.bytes()).isBetween(500_001, 999_999);
        for (int i = 0; i < 100; i++) {
            size.inTime();
        }
        assertThat(size.bytes()).isEqualTo(most);
    }

    @Test
    void lateWithLittle_isNoQuestionOfSize() {
        size.late(1_000);
        assertThat(size.bytes()).isGreaterThan(50_000);
    }

    @Test
    void tooLarge_neverGrowsAgain() {
        size.tooLarge(300_000);
        size.inTime();
        assertThat(size.bytes()).isEqualTo(300_000);
    }
}
