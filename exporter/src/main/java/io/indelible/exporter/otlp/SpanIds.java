package io.indelible.exporter.otlp;

import io.indelible.exporter.SpoolRecord;
import java.nio.ByteBuffer;

/** Finds out which span a record is of. */
public final class SpanIds {
    private static final int SPAN_ID = 2;

    private SpanIds() {}

    /** The id of the span that is the record's payload; 0 when there is none to be read. */
    public static long of(SpoolRecord record) {
        ProtoReader reader = new ProtoReader();
        int end = record.payloadOffset() + record.payloadLength();
        reader.over(record.bytes(), record.payloadOffset(), end);
        try {
            while (reader.next()) {
                if (reader.field() != SPAN_ID || reader.wireType() != ProtoReader.LENGTH_DELIMITED) {
                    reader.skip();
                } else {
                    int length = reader.length();
                    return length == Long.BYTES
                            ? ByteBuffer.wrap(record.bytes()).getLong(reader.position())
                            : 0;
                }
            }
        } catch (MalformedOtlpException unreadable) {
            return 0;
        }
        return 0;
    }
}
