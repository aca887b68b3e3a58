package io.indelible.exporter.otlp;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The destination that speaks OTLP over HTTP, in protobuf.
 *
 * <p>A request stays under 4 MiB. One that the server finds too large all the same (413) is sent again in halves, and
 * later ones are made that small from the start. When a delivery of several requests stops in the middle, the next one
 * with the same list of records goes on where it stopped.
 */
public final class OtlpExporter implements Exporter {
    private static final int REQUEST_BYTES = 4 << 20;
    private static final int HARD_LIMIT = 63 << 20; // OTLP: a client must not send more than 64 MiB
    private static final int FIRST_BUFFER = 64 << 10;

    private final OtlpSettings settings;
    private final OtlpConnection connection;
    private final InstantSource clock;
    private final Map<Signal, Integer> limits = new EnumMap<>(Signal.class);
    private final Map<Signal, Delivery> stopped = new EnumMap<>(Signal.class);
    private ProtoWriter body = new ProtoWriter(FIRST_BUFFER);
    private long deadlineNanos;
    private boolean finishing;

    /**
     * An exporter that connects when it is first used.
     *
     * @param guarded wraps what the threads of the HTTP client run, so that nothing they do is recorded
     */
    public OtlpExporter(OtlpSettings settings, UnaryOperator<Runnable> guarded, AgentLog log) {
        this(settings, guarded, InstantSource.system(), log);
    }

    OtlpExporter(OtlpSettings settings, UnaryOperator<Runnable> guarded, InstantSource clock, AgentLog log) {
        this.settings = settings;
        this.clock = clock;
        connection = new OtlpConnection(settings, guarded, log);
        for (Signal each : Signal.values()) {
            limits.put(each, REQUEST_BYTES);
        }
    }

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records)
            throws InterruptedException {
        Delivery delivery = stopped.remove(signal);
        if (delivery == null || delivery.records != records) {
            delivery = new Delivery(signal, resource, records);
        }
        return run(delivery);
    }

    @Override
    public void finishBy(long newDeadlineNanos) {
        finishing = true;
        deadlineNanos = newDeadlineNanos;
    }

    @Override
    public void hurry() {
        connection.hurry();
    }

    @Override
    public void close() {
        connection.close();
    }

    private Outcome run(Delivery delivery) throws InterruptedException {
        while (!delivery.done()) {
            Outcome notNow = request(delivery);
            if (notNow != null) {
                stopped.put(delivery.signal, delivery);
                return notNow;
            }
        }
        return delivery.outcome();
    }

    /** Sends the next request of a delivery; null when it is answered for good. */
    private @Nullable Outcome request(Delivery delivery) throws InterruptedException {
        int count = delivery.fit(limit(delivery.signal));
        int length = delivery.request(count).length();
        if (length > HARD_LIMIT) {
            delivery.refused(count, "a request of " + length + " bytes");
            return null;
        }
        try {
            OtlpResponse response = send(delivery.signal, delivery.request(count));
            return answered(delivery, count, response);
        } catch (BoundedBody.TooLongException e) {
            // OTLP: not to be sent again.
            delivery.refused(count, OtlpConnection.reason(e));
            return null;
        } catch (IOException e) {
            body = new ProtoWriter(FIRST_BUFFER); // the client may still be reading the old one
            return Outcome.retry(-1, display(delivery.signal) + ": " + OtlpConnection.reason(e));
        }
    }

    private @Nullable Outcome answered(Delivery delivery, int count, OtlpResponse response) {
        if (response.success()) {
            delivery.accepted(count, response);
        } else if (response.retryable()) {
            return Outcome.retry(response.retryAfterMillis(), display(delivery.signal) + ": " + response.reason());
        } else if (response.tooLarge() && count > 1) {
            limits.put(delivery.signal, delivery.request((count + 1) / 2).length());
        } else {
            delivery.refused(count, display(delivery.signal) + ": " + response.reason());
        }
        return null;
    }

    private OtlpResponse send(Signal signal, OtlpRequest request) throws IOException, InterruptedException {
        OtlpSettings.Endpoint endpoint = settings.endpoint(signal);
        long timeout = timeout(endpoint);
        if (timeout <= 0) {
            throw new IOException("no time left before the end of the process");
        }
        body.reset();
        request.writeTo(body);
        return OtlpResponse.of(
                connection.post(signal, content(endpoint.gzip()), endpoint.gzip(), timeout), clock.instant());
    }

    private long timeout(OtlpSettings.Endpoint endpoint) {
        if (!finishing) {
            return endpoint.timeoutMillis();
        }
        return Math.min(endpoint.timeoutMillis(), TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }

    private BodyPublisher content(boolean gzip) throws IOException {
        if (!gzip) {
            return BodyPublishers.ofByteArray(body.array(), 0, body.length());
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length() / 4);
        try (OutputStream out = new FastGzip(packed)) {
            out.write(body.array(), 0, body.length());
        }
        return BodyPublishers.ofByteArray(packed.toByteArray());
    }

    private int limit(Signal signal) {
        return limits.getOrDefault(signal, REQUEST_BYTES);
    }

    private String display(Signal signal) {
        return settings.endpoint(signal).display();
    }

    /** The least effort: the application's processor time is dearer than the last tenth of the bytes. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 8 << 10);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
