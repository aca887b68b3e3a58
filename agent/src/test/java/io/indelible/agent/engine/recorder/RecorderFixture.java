package io.indelible.agent.engine.recorder;

import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A recorder whose spool is a list. */
final class RecorderFixture {
    final List<SpoolRecord> records = new ArrayList<>();
    final Map<String, String> settings = new HashMap<>();
    final HandOvers handOvers = new HandOvers();
    EpochClock clock = new EpochClock();
    int valueLength = 16_000;
    int attributes = 128;
    long slowNanos = Long.MAX_VALUE;
    Sampling sampling = Sampling.PARENT_BASED_ALWAYS_ON;
    ExceptionMessages messages = ExceptionMessages.SAFE;

    OperationRecorder recorder() {
        return new OperationRecorder(
                handOvers,
                clock,
                sampling,
                new Propagation(List.of("tracecontext", "baggage")),
                new Scopes("1.2.3"),
                this::keep,
                (operation, errorType) -> {},
                new RecorderLimits(valueLength, attributes, slowNanos, messages),
                settings::get);
    }

    List<SpoolRecord> of(Signal signal) {
        return records.stream().filter(record -> record.signal() == signal).toList();
    }

    static byte[] payload(SpoolRecord record) {
        return Arrays.copyOfRange(
                record.bytes(), record.payloadOffset(), record.payloadOffset() + record.payloadLength());
    }

    private boolean keep(Signal signal, byte[] bytes, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        return records.add(SpoolRecord.parse(copy, 0, length));
    }
}
