package io.indelible.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BoundsTest {
    @Test
    void recentTraces_keepTheNewestOfMany() {
        RecentTraces traces = new RecentTraces(2, 0, false);
        for (int i = 0; i < 100_000; i++) {
            traces.add(span(i, 1 + (i * 7919L) % 100_000));
        }
        assertThat(traces.newest()).extracting(TraceRow::startNanos).containsExactly(100_000L, 99_999L);
    }

    @Test
    void manyOperationNames_areAddedUpAsOther() {
        OperationSummary summary = new OperationSummary(0, false);
        for (int i = 0; i < 5_000; i++) {
            summary.add(span(i, 1));
        }
        assertThat(summary.rows(Integer.MAX_VALUE)).hasSize(1_001);
    }

    @Test
    void spanIds_tellCopiesFromNewOnes() {
        SpanIds ids = new SpanIds();
        int added = 0;
        for (int i = 1; i <= 10_000; i++) {
            added += ids.add(SpanJson.spanId(Integer.toHexString(1 + i % 5_000))) ? 1 : 0;
        }
        assertThat(added).isEqualTo(5_000);
    }

    private static SpanRow span(int number, long startNanos) {
        String hex = SpanJson.spanId(Integer.toHexString(number + 1));
        return new SpanRow(
                hex, hex, null, "s", "n" + number, 1, startNanos, startNanos + 1, false, "", Map.of(), List.of());
    }
}
