package io.indelible.exporter.otlp;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.net.ConnectException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The destination that speaks OTLP: over HTTP in protobuf or JSON, or over gRPC, as each signal's endpoint says.
 *
 * <p>A request stays under 4 MiB. One that the server finds too large all the same (HTTP 413) is sent again in halves, and
 * later ones are made that small from the start. When a delivery of several requests stops in the middle, the next one
 * with the same list of records goes on where it stopped.
 */
public final class OtlpExporter implements Exporter {
    private static final int REQUEST_BYTES = 4 << 20;
    private static final int HARD_LIMIT = 63 << 20; // OTLP: a client must not send more than 64 MiB
    private static final int FIRST_BUFFER = 64 << 10;

    private final OtlpSettings settings;
    private final OtlpTransports transports;
    private final Map<Signal, Integer> limits = new EnumMap<>(Signal.class);
    private final Map<Signal, Delivery> stopped = new EnumMap<>(Signal.class);
    private ProtoWriter body = new ProtoWriter(FIRST_BUFFER);
    private volatile @Nullable CompletableFuture<OtlpResponse> waitedFor;
    private long deadlineNanos;
    private boolean finishing;

    /**
     * An exporter that connects when it is first used.
     *
     * @param guarded wraps what the threads of the clients run, so that nothing they do is recorded
     */
    public OtlpExporter(OtlpSettings settings, UnaryOperator<Runnable> guarded, AgentLog log) {
        this(settings, guarded, InstantSource.system(), log);
    }

    OtlpExporter(OtlpSettings settings, UnaryOperator<Runnable> guarded, InstantSource clock, AgentLog log) {
        this.settings = settings;
        transports = new OtlpTransports(settings.version(), guarded, clock, log);
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
        CompletableFuture<OtlpResponse> answer = waitedFor;
        if (answer != null) {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        transports.close();
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
            return answered(delivery, count, send(delivery.signal, delivery.request(count)));
        } catch (MalformedOtlpException e) {
            isolate(delivery, count, "a record that cannot be decoded: " + e.getMessage());
            return null;
        } catch (BoundedBody.TooLongException e) {
            // OTLP: not to be sent again.
            delivery.refused(count, reason(e));
            return null;
        } catch (IOException e) {
            body = new ProtoWriter(FIRST_BUFFER); // the client may still be reading the old one
            return Outcome.retry(-1, display(delivery.signal) + ": " + reason(e));
        }
    }

    private @Nullable Outcome answered(Delivery delivery, int count, OtlpResponse response) {
        switch (response.verdict()) {
            case SUCCESS -> delivery.accepted(count, response);
            case RETRY -> {
                return Outcome.retry(response.retryAfterMillis(), display(delivery.signal) + ": " + response.reason());
            }
            case TOO_LARGE -> tooLarge(delivery, count, display(delivery.signal) + ": " + response.reason());
            case REFUSED -> delivery.refused(count, display(delivery.signal) + ": " + response.reason());
        }
        return null;
    }

    private void tooLarge(Delivery delivery, int count, String why) {
        if (count > 1) {
            limits.put(delivery.signal, delivery.request((count + 1) / 2).length());
        } else {
            delivery.refused(count, why);
        }
    }

    // One bad record must not cost those beside it.
    private static void isolate(Delivery delivery, int count, String why) {
        if (count > 1) {
            delivery.atMost((count + 1) / 2);
        } else {
            delivery.refused(count, why);
        }
    }

    private OtlpResponse send(Signal signal, OtlpRequest request) throws IOException, InterruptedException {
        OtlpSettings.Endpoint endpoint = settings.endpoint(signal);
        long timeout = timeout(endpoint);
        if (timeout <= 0) {
            throw new IOException("no time left before the end of the process");
        }
        body.reset();
        request.writeTo(body);
        return await(transports.of(endpoint).send(signal, endpoint, body), timeout);
    }

    private OtlpResponse await(CompletableFuture<OtlpResponse> answer, long timeoutMillis)
            throws IOException, InterruptedException {
        waitedFor = answer;
        try {
            return answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no response within " + timeoutMillis + " ms", e);
        } catch (CancellationException e) {
            throw new IOException("no response before the end of the process", e);
        } catch (ExecutionException e) {
            throw io(e.getCause());
        } finally {
            waitedFor = null;
            answer.cancel(true); // does nothing to one that is complete
        }
    }

    private static IOException io(@Nullable Throwable cause) {
        Throwable trouble = cause instanceof CompletionException wrapped ? wrapped.getCause() : cause;
        return trouble instanceof IOException io ? io : new IOException(trouble);
    }

    private long timeout(OtlpSettings.Endpoint endpoint) {
        if (!finishing) {
            return endpoint.timeoutMillis();
        }
        return Math.min(endpoint.timeoutMillis(), TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }

    private int limit(Signal signal) {
        return limits.getOrDefault(signal, REQUEST_BYTES);
    }

    private String display(Signal signal) {
        return settings.endpoint(signal).display();
    }

    /** What to say about no response: never a header, and of the URL only where it leads. */
    private static String reason(IOException trouble) {
        String message = trouble.getMessage() == null ? "" : trouble.getMessage();
        if (trouble instanceof ConnectException) {
            return "cannot connect" + (message.isEmpty() ? "" : ": " + message);
        }
        return message.isEmpty() ? trouble.getClass().getSimpleName() : message;
    }
}
