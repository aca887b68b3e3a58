package io.indelible.exporter.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line of the store, as the records it was made of.
 *
 * @param resource the OTLP {@code Resource} message they belong to
 * @param records of one signal; they share an array
 */
@SuppressWarnings("ArrayRecordComponent") // made here and handed on
public record StoredLine(byte[] resource, List<SpoolRecord> records) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int GROUPS = 1; // of the data
    private static final int HEAD = 1; // of a group: the resource, the scope
    private static final int BODY = 2; // of a group: the scopes, the records

    private static final int SPAN_END = 8;
    private static final int LOG_TIME = 1;
    private static final int LOG_OBSERVED = 11;
    private static final int POINT_TIME = 3;

    /**
     * Reads a line: one part for each resource in it.
     *
     * @param json a whole {@code TracesData}, {@code LogsData} or {@code MetricsData}
     * @throws IOException when it is none
     */
    public static List<StoredLine> read(Signal signal, String json) throws IOException {
        ProtoWriter out = new ProtoWriter(json.length());
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            OtlpJsonReader.read(MessageType.data(signal), in, out);
        } catch (IllegalStateException e) {
            throw new MalformedOtlpException("a line of more than 2 MiB");
        }
        List<StoredLine> lines = new ArrayList<>();
        for (Part each : parts(out.array(), 0, out.length(), GROUPS)) {
            lines.add(resource(signal, out.array(), each));
        }
        return lines;
    }

    /**
     * When a record was made, as far as it says: the end of a span, the time of a log record, the last time of a metric.
     *
     * @return nanoseconds since 1970; 0 when it does not say
     */
    public static long epochNanos(SpoolRecord record) throws IOException {
        byte[] bytes = record.bytes();
        int from = record.payloadOffset();
        int to = from + record.payloadLength();
        return switch (record.signal()) {
            case TRACES -> time(bytes, from, to, SPAN_END);
            case LOGS -> Math.max(time(bytes, from, to, LOG_TIME), time(bytes, from, to, LOG_OBSERVED));
            case METRICS -> metricTime(bytes, from, to);
        };
    }

    private static StoredLine resource(Signal signal, byte[] bytes, Part group) throws MalformedOtlpException {
        byte[] resource = {};
        for (Part each : parts(bytes, group.from, group.to, HEAD)) {
            resource = Arrays.copyOfRange(bytes, each.from, each.to);
        }
        List<SpoolRecord> records = new ArrayList<>();
        for (Part each : parts(bytes, group.from, group.to, BODY)) {
            scope(signal, bytes, each, records);
        }
        return new StoredLine(resource, records);
    }

    private static void scope(Signal signal, byte[] bytes, Part group, List<SpoolRecord> records)
            throws MalformedOtlpException {
        Part scope = new Part(group.from, group.from);
        for (Part each : parts(bytes, group.from, group.to, HEAD)) {
            scope = each;
        }
        for (Part each : parts(bytes, group.from, group.to, BODY)) {
            records.add(
                    new SpoolRecord(signal, bytes, scope.from, scope.to - scope.from, each.from, each.to - each.from));
        }
    }

    private static long metricTime(byte[] bytes, int from, int to) throws MalformedOtlpException {
        long last = 0;
        for (int kind : new int[] {5, 7, 9, 10, 11}) { // gauge, sum, histogram, exponential histogram, summary
            for (Part data : parts(bytes, from, to, kind)) {
                for (Part point : parts(bytes, data.from, data.to, 1)) {
                    last = Math.max(last, time(bytes, point.from, point.to, POINT_TIME));
                }
            }
        }
        return last;
    }

    private static long time(byte[] bytes, int from, int to, int field) throws MalformedOtlpException {
        ProtoReader in = new ProtoReader().over(bytes, from, to);
        while (in.next()) {
            if (in.field() == field && in.wireType() == ProtoReader.FIXED64) {
                return in.fixed64();
            }
            in.skip();
        }
        return 0;
    }

    private static List<Part> parts(byte[] bytes, int from, int to, int field) throws MalformedOtlpException {
        List<Part> parts = new ArrayList<>();
        ProtoReader in = new ProtoReader().over(bytes, from, to);
        while (in.next()) {
            if (in.field() == field && in.wireType() == ProtoReader.LENGTH_DELIMITED) {
                int length = in.length();
                int start = in.advance(length);
                parts.add(new Part(start, start + length));
            } else {
                in.skip();
            }
        }
        return parts;
    }

    private record Part(int from, int to) {}
}
