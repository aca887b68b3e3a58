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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The destination that speaks OTLP: over HTTP in protobuf or JSON, or over gRPC, as each signal's endpoint says.
 *
 * <p>A request stays under 4 MiB. One that the server finds too large all the same (HTTP 413) or that is not answered in time is sent
 * again in halves ({@link RequestSize}). When a delivery of several requests stops in the middle, the next one
 * with the same list of records goes on where it stopped. One request is on the way at a time.
 */
public final class OtlpExporter implements Exporter {
    private static final int HARD_LIMIT = 63 << 20; // OTLP: a client must not send more than 64 MiB
    private static final int FIRST_BUFFER = 64 << 10;
    /** How long an answer is waited for while other destinations wait, too. */
    private static final long PATIENCE_MILLIS = 100;

    private final OtlpSettings settings;
    private final OtlpTransports transports;
    private final Map<Signal, RequestSize> sizes = new EnumMap<>(Signal.class);
    private final Map<Signal, Delivery> stopped = new EnumMap<>(Signal.class);
    private ProtoWriter body = new ProtoWriter(FIRST_BUFFER);
    private volatile @Nullable Exchange waitedFor;
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
            sizes.put(each, new RequestSize());
        }
    }

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public String type(Signal signal) {
        return settings.endpoint(signal).protocol().exporterType(signal);
    }

    @Override
    public @Nullable Server server(Signal signal) {
        return settings.endpoint(signal).server();
    }

    @Override
    public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records)
            throws InterruptedException {
        Delivery delivery = stopped.remove(signal);
        if (delivery == null || delivery.records != records) {
            giveUp(delivery);
            delivery = new Delivery(signal, resource, records);
        }
        try {
            return run(delivery);
        } catch (InterruptedException e) {
            stopped.put(signal, delivery); // it is still on the way
            throw e;
        }
    }

    @Override
    public void finishBy(long newDeadlineNanos) {
        finishing = true;
        deadlineNanos = newDeadlineNanos;
    }

    @Override
    public void hurry() {
        Exchange exchange = waitedFor;
        if (exchange != null) {
            exchange.giveUp();
        }
    }

    @Override
    public void close() {
        transports.close();
    }

    // Nobody will ask for its answer any more, and its bytes are about to be written over.
    private void giveUp(@Nullable Delivery delivery) {
        if (delivery != null && delivery.onTheWay != null) {
            delivery.onTheWay.giveUp();
            delivery.onTheWay = null;
            body = new ProtoWriter(FIRST_BUFFER);
        }
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

    /** Sends the next request of a delivery, or waits on for its answer; null when it is answered for good. */
    private @Nullable Outcome request(Delivery delivery) throws InterruptedException {
        Exchange exchange = delivery.onTheWay;
        int count = exchange == null ? delivery.fit(size(delivery.signal).bytes()) : exchange.count;
        try {
            if (exchange == null) {
                exchange = start(delivery, count);
            }
            if (exchange == null) {
                return null;
            }
            OtlpResponse response = exchange.await(finishing ? timeLeft() : PATIENCE_MILLIS, finishing);
            if (response == null) {
                return Outcome.PENDING;
            }
            delivery.onTheWay = null;
            return answered(delivery, count, response);
        } catch (MalformedOtlpException e) {
            isolate(delivery, count, "a record that cannot be decoded: " + e.getMessage());
            return null;
        } catch (BoundedBody.TooLongException e) {
            // OTLP: not to be sent again.
            delivery.onTheWay = null;
            delivery.refused(count, reason(e));
            return null;
        } catch (IOException e) {
            delivery.onTheWay = null;
            if (e instanceof Exchange.LateException && !finishing) {
                size(delivery.signal).late(delivery.request(count).length());
            }
            body = new ProtoWriter(FIRST_BUFFER); // the client may still be reading the old one
            return Outcome.retry(-1, display(delivery.signal) + ": " + reason(e));
        }
    }

    /** Null when the request may not be sent at all. */
    private @Nullable Exchange start(Delivery delivery, int count) throws IOException {
        OtlpRequest request = delivery.request(count);
        if (request.length() > HARD_LIMIT) {
            delivery.refused(count, "a request of " + request.length() + " bytes");
            return null;
        }
        OtlpSettings.Endpoint endpoint = settings.endpoint(delivery.signal);
        long timeout = finishing ? Math.min(endpoint.timeoutMillis(), timeLeft()) : endpoint.timeoutMillis();
        if (timeout <= 0) {
            throw new IOException("no time left before the end of the process");
        }
        stopped.values().forEach(this::giveUp);
        body.reset();
        request.writeTo(body);
        Exchange exchange = new Exchange(transports.of(endpoint).send(delivery.signal, endpoint, body), count, timeout);
        waitedFor = exchange;
        delivery.onTheWay = exchange;
        return exchange;
    }

    private @Nullable Outcome answered(Delivery delivery, int count, OtlpResponse response) {
        switch (response.verdict()) {
            case SUCCESS -> {
                size(delivery.signal).inTime();
                delivery.accepted(count, response);
            }
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
            size(delivery.signal).tooLarge(delivery.request((count + 1) / 2).length());
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

    private long timeLeft() {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    private RequestSize size(Signal signal) {
        return Objects.requireNonNull(sizes.get(signal));
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
