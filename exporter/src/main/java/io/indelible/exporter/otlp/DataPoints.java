package io.indelible.exporter.otlp;

import io.indelible.exporter.SpoolRecord;
import java.util.List;

/** Counts the data points of metrics. Field numbers: opentelemetry-proto, metrics.proto. */
public final class DataPoints {
    private static final int GAUGE = 5;
    private static final int SUMMARY = 11;
    private static final int POINT = 1;

    private DataPoints() {}

    /** How many there are in records that are metrics; what cannot be read has none. */
    public static int of(List<SpoolRecord> metrics) {
        int points = 0;
        for (SpoolRecord each : metrics) {
            int from = each.payloadOffset();
            try {
                points += ofMetric(each.bytes(), from, from + each.payloadLength());
            } catch (MalformedOtlpException unreadable) {
                // Refused, or not, by whoever is given it.
            }
        }
        return points;
    }

    // Gauge, sum, histogram, exponential histogram and summary: in each the points are the first field.
    private static int ofMetric(byte[] bytes, int from, int to) throws MalformedOtlpException {
        ProtoReader metric = new ProtoReader().over(bytes, from, to);
        int points = 0;
        while (metric.next()) {
            if (metric.wireType() == ProtoReader.LENGTH_DELIMITED
                    && metric.field() >= GAUGE
                    && metric.field() <= SUMMARY) {
                int length = metric.length();
                int data = metric.advance(length);
                points += ofData(bytes, data, data + length);
            } else {
                metric.skip();
            }
        }
        return points;
    }

    private static int ofData(byte[] bytes, int from, int to) throws MalformedOtlpException {
        ProtoReader data = new ProtoReader().over(bytes, from, to);
        int points = 0;
        while (data.next()) {
            if (data.field() == POINT && data.wireType() == ProtoReader.LENGTH_DELIMITED) {
                points++;
            }
            data.skip();
        }
        return points;
    }
}
