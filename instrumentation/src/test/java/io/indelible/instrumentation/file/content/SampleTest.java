package io.indelible.instrumentation.file.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sample depends on the bytes and nothing else. */
final class SampleTest {
    private final byte[] bytes = new byte[200_000];
    private final long whole;

    SampleTest() {
        new Random(1).nextBytes(bytes);
        whole = Sample.add(0, 0, bytes, 0, bytes.length);
    }

    @Test
    void anyCuts_giveTheSameSum() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            int bound = 1 + random.nextInt(round % 2 == 0 ? 20 : 20_000);
            long sum = 0;
            for (int at = 0; at < bytes.length; ) {
                int n = Math.min(1 + random.nextInt(bound), bytes.length - at);
                sum = Sample.add(sum, at, bytes, at, n);
                at += n;
            }
            assertThat(sum).isEqualTo(whole);
        }
    }

    @Test
    void singleBytes_giveTheSameSum() {
        long sum = 0;
        for (int at = 0; at < bytes.length; at++) {
            sum = Sample.add(sum, at, bytes[at]);
        }
        assertThat(sum).isEqualTo(whole);
    }

    @Test
    void cutBuffers_giveTheSameSum() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        long sum = 0;
        for (int at = 0; at < bytes.length; at += 1003) {
            sum = Sample.add(sum, at, buffer, at, Math.min(1003, bytes.length - at));
        }
        assertThat(sum).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 500, 1023, 4095, 4096, 4103, 5120, 64_512, 65_536, 73_728 + 7})
    void byteThatIsLookedAt_changesTheSum(int position) {
        bytes[position]++;
        assertThat(Sample.add(0, 0, bytes, 0, bytes.length)).isNotEqualTo(whole);
    }

    @Test
    void exchangedBytes_changeTheSum() {
        byte kept = bytes[10];
        bytes[10] = bytes[18];
        bytes[18] = kept;
        assertThat(Sample.add(0, 0, bytes, 0, bytes.length)).isNotEqualTo(whole);
    }

    @Test
    void sectionBetweenSamples_tellsNothing() {
        assertThat(Sample.tells(70_000, 100)).isFalse();
        assertThat(Sample.tells(70_000, 8192)).isTrue();
        assertThat(Sample.tells(0, 1)).isTrue();
        assertThat(Sample.tells(0, 0)).isFalse();
    }
}
