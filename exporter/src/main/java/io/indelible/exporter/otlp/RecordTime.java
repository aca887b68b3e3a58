package io.indelible.exporter.otlp;

import io.indelible.exporter.SpoolRecord;

/** Finds out when a record was made. Field numbers: opentelemetry-proto, trace.proto and logs.proto. */
public final class RecordTime {
    private static final int SPAN_END = 8;
    private static final int LOG_TIME = 1;

    private RecordTime() {}

    /** Nanoseconds since the epoch: a span's end, an event's time; 0 when that cannot be read, and for metrics. */
    public static long of(SpoolRecord record) {
        int field =
                switch (record.signal()) {
                    case TRACES -> SPAN_END;
                    case LOGS -> LOG_TIME;
                    case METRICS -> 0;
                };
        try {
            return field == 0 ? 0 : fixed(record, field);
        } catch (MalformedOtlpException unreadable) {
            return 0;
        }
    }

    private static long fixed(SpoolRecord record, int field) throws MalformedOtlpException {
        ProtoReader reader = new ProtoReader();
        reader.over(record.bytes(), record.payloadOffset(), record.payloadOffset() + record.payloadLength());
        while (reader.next()) {
            if (reader.field() == field && reader.wireType() == ProtoReader.FIXED64) {
                return reader.fixed64();
            }
            reader.skip();
        }
        return 0;
    }
}
