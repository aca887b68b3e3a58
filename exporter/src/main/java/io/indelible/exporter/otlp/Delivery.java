package io.indelible.exporter.otlp;

import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the records of one export got, over as many requests and retries as it takes. */
final class Delivery {
    final Signal signal;
    final List<SpoolRecord> records;
    /** The request that is not answered yet; null when there is none. */
    @Nullable
    Exchange onTheWay;

    private final byte[] resource;
    private @Nullable OtlpRequest framed;
    private int framedCount;
    private int dealtWith;
    private int most = Integer.MAX_VALUE;
    private long refused;
    private boolean taken;
    private String reason = "";

    Delivery(Signal signal, byte[] resource, List<SpoolRecord> records) {
        this.signal = signal;
        this.resource = resource;
        this.records = records;
    }

    boolean done() {
        return dealtWith == records.size();
    }

    /** How many of the rest go into a request of that length: all, half, a quarter …, at least one. */
    int fit(int maxLength) {
        int count = Math.min(most, records.size() - dealtWith);
        while (count > 1 && request(count).length() > maxLength) {
            count = (count + 1) / 2;
        }
        return count;
    }

    /** A request of the next records. */
    OtlpRequest request(int count) {
        if (framed == null || framedCount != count) {
            framed = new OtlpRequest(resource, records.subList(dealtWith, dealtWith + count));
            framedCount = count;
        }
        return framed;
    }

    /** The next request gets so many records at most. */
    void atMost(int count) {
        most = count;
    }

    void accepted(int count, OtlpResponse response) {
        taken = true;
        // Of metrics it counts data points, of which a record has many.
        refused += response.rejected();
        passed(count, response.reason());
    }

    void refused(int count, String why) {
        refused += count;
        passed(count, why);
    }

    Outcome outcome() {
        int count = (int) Math.min(refused, Integer.MAX_VALUE);
        return new Outcome(taken ? Kind.ACCEPTED : Kind.REJECTED, count, -1, reason);
    }

    private void passed(int count, String why) {
        dealtWith += count;
        most = Integer.MAX_VALUE;
        framed = null;
        if (!why.isEmpty()) {
            reason = why;
        }
    }
}
