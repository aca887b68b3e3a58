package io.indelible.agent.engine.recorder;

import static io.indelible.instrumentation.Vocabulary.LOG_RECORD_UID;
import static io.indelible.instrumentation.Vocabulary.PREVIOUS_END;
import static io.indelible.instrumentation.Vocabulary.PREVIOUS_INSTANCE;
import static io.indelible.instrumentation.Vocabulary.PREVIOUS_TIME;
import static io.indelible.instrumentation.Vocabulary.PROCESS_START;

import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.otlp.KeyValue;
import io.indelible.exporter.otlp.ProtoWriter;
import io.indelible.exporter.spool.PreviousEnd;
import io.indelible.exporter.spool.PreviousEnd.How;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The first record of a process: that it has begun, and how the one before it ended. Bound to no span. */
public final class ProcessStart {
    private static final String SCOPE = "io.indelible.process";
    private static final int SEVERITY_INFO = 9;
    private static final int SEVERITY_WARN = 13;
    private static final int ATTRIBUTES = 6;

    private ProcessStart() {}

    /**
     * The record.
     *
     * @param previous null when none is known: this is the first one
     * @param epochNanos when it began
     */
    public static byte[] record(@Nullable PreviousEnd previous, String version, long epochNanos) {
        ProtoWriter out = new ProtoWriter(512);
        SpoolRecord.begin(out, Signal.LOGS, Scopes.encode(SCOPE, version));
        out.fixed64(1, epochNanos);
        out.varint(2, previous != null && previous.how() == How.KILLED ? SEVERITY_WARN : SEVERITY_INFO);
        KeyValue.put(out, ATTRIBUTES, LOG_RECORD_UID, Events.uid());
        if (previous != null) {
            describe(out, previous);
        }
        out.fixed64(11, epochNanos);
        out.text(12, PROCESS_START);
        return out.toByteArray();
    }

    private static void describe(ProtoWriter out, PreviousEnd previous) {
        KeyValue.put(out, ATTRIBUTES, PREVIOUS_END, previous.how().word());
        if (previous.epochMillis() > 0) {
            KeyValue.put(out, ATTRIBUTES, PREVIOUS_TIME, iso(previous.epochMillis()));
        }
        KeyValue.put(out, ATTRIBUTES, PREVIOUS_INSTANCE, previous.instance());
    }

    /** As {@code Instant.toString}, whose formatters take longer to load than all else that premain waits for here. */
    static String iso(long epochMillis) {
        long second = Math.floorDiv(epochMillis, 1_000);
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        text.append(time.getYear());
        two(text.append('-'), time.getMonthValue());
        two(text.append('-'), time.getDayOfMonth());
        two(text.append('T'), time.getHour());
        two(text.append(':'), time.getMinute());
        two(text.append(':'), time.getSecond());
        int millis = Math.floorMod(epochMillis, 1_000);
        two(text.append('.').append(millis / 100), millis % 100);
        return text.append('Z').toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
