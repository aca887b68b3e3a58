package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.spool.PreviousEnd;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStartTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 7, 1_000, 951_782_399_045L, 1_795_340_123_456L, 4_102_444_799_999L})
    void time_isWrittenAsIso8601(long millis) {
        assertThat(Instant.parse(ProcessStart.iso(millis)).toEpochMilli()).isEqualTo(millis);
        assertThat(ProcessStart.iso(millis)).hasSize(24);
    }

    @Test
    void killedPrevious_isAWarning() throws Exception {
        LogRecord start = start(new PreviousEnd(PreviousEnd.How.KILLED, "inst-1-2", 1_000));
        assertThat(start.getEventName()).isEqualTo("indelible.process.start");
        assertThat(start.getSeverityNumberValue()).isEqualTo(13);
        assertThat(attributes(start))
                .contains(
                        "indelible.process.previous.end=killed",
                        "indelible.process.previous.time=1970-01-01T00:00:01.000Z",
                        "indelible.process.previous.instance=inst-1-2");
    }

    @Test
    void previousWithoutASignOfLife_hasNoTime() throws Exception {
        LogRecord start = start(new PreviousEnd(PreviousEnd.How.UNKNOWN, "inst-1-2", 0));
        assertThat(attributes(start))
                .contains("indelible.process.previous.end=unknown")
                .noneMatch(attribute -> attribute.startsWith("indelible.process.previous.time"));
    }

    @Test
    void firstOfAll_saysNothingOfOthers() throws Exception {
        assertThat(attributes(start(null))).hasSize(1).allMatch(attribute -> attribute.startsWith("log.record.uid="));
    }

    private static LogRecord start(@Nullable PreviousEnd previous) throws Exception {
        byte[] record = ProcessStart.record(previous, "1", 5);
        LogRecord start = LogRecord.parseFrom(RecorderFixture.payload(SpoolRecord.parse(record, 0, record.length)));
        assertThat(start.getTimeUnixNano()).isEqualTo(5);
        return start;
    }

    private static List<String> attributes(LogRecord record) {
        return record.getAttributesList().stream()
                .map(each -> each.getKey() + "=" + each.getValue().getStringValue())
                .toList();
    }
}
