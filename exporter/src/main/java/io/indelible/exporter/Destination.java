package io.indelible.exporter;

import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.otlp.DataPoints;
import io.indelible.exporter.otlp.RecordTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One exporter with its lanes, its health, its back-off and its rate. Used by the export thread. */
final class Destination {
    /** Between two rounds while records wait: about as long as a round takes, so that it has no more than half of a processor. */
    private static final long BACKLOG_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    /** Until an answer is asked for again. */
    private static final long PENDING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Exporter exporter;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Troubles troubles;
    final ExportHealth health;
    final Pause pause;
    final Rate rate;
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<Signal, Begun> begun = new EnumMap<>(Signal.class);
    private int turn;
    private @Nullable Lane busyWith;
    private boolean pending;
    private long restNanos = Long.MAX_VALUE;

    Destination(Exporter exporter, Pause pause, Rate rate, LongSupplier nanoTime, InstantSource clock, AgentLog log) {
        this.exporter = exporter;
        this.pause = pause;
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.clock = clock;
        troubles = new Troubles(log);
        health = new ExportHealth(exporter);
    }

    String name() {
        return health.destination();
    }

    List<Lane> lanes() {
        return lanes;
    }

    /**
     * A batch for each lane that can take one. The lane behind the last that got one is first the next time: where the rate
     * allows only one a pass, the new records of the living are not kept waiting by what the dead left.
     */
    void pass(Set<RecordSource> moved) throws InterruptedException {
        int first = turn;
        restNanos = Long.MAX_VALUE;
        for (int i = 0; i < lanes.size(); i++) {
            int index = (first + i) % lanes.size();
            Lane lane = lanes.get(index);
            boolean moving = lane.step();
            if (moving) {
                moved.add(lane.source);
                turn = (index + 1) % lanes.size();
            }
            if (lane.more() && (moving || rate.exceeded())) {
                restNanos = Math.max(BACKLOG_NANOS, rate.waitNanos());
            }
        }
    }

    /** Ends the lane of this source. */
    void remove(RecordSource source) {
        for (Lane each : List.copyOf(lanes)) {
            if (each.source == source) {
                each.finish();
                release(each);
                lanes.remove(each);
            }
        }
        turn = 0;
    }

    /** Whether no other lane has a batch in hand that is not delivered yet: one after the other, so that a retry goes on. */
    boolean freeFor(Lane lane) {
        return busyWith == null || busyWith == lane;
    }

    boolean holds(Lane lane) {
        return busyWith == lane;
    }

    void hold(Lane lane, RecordBatch batch) {
        busyWith = lane;
        health.waitsSince(RecordTime.of(batch.records().get(0)));
    }

    void release(Lane lane) {
        if (busyWith == lane) {
            busyWith = null;
            pending = false;
            begun.clear();
            health.waitsSince(0);
        }
    }

    /** Whether something is on the way and not answered. */
    boolean pending() {
        return pending;
    }

    /** How long the next round may be waited for at most: less where an answer or more records wait. */
    long restNanos() {
        return pending ? Math.min(PENDING_NANOS, restNanos) : restNanos;
    }

    /** Hands records over; true when they are dealt with, one way or the other, and need not be delivered again. */
    boolean deliver(Signal signal, RecordBatch batch, List<SpoolRecord> records) throws InterruptedException {
        Begun delivery = begun(signal, records);
        health.started(signal, records.size(), delivery.points);
        Outcome outcome = export(signal, batch, records);
        pending = outcome.kind() == Kind.PENDING;
        if (pending) {
            return false;
        }
        if (!outcome.reason().isEmpty()) {
            health.trouble(outcome.reason());
        }
        if (outcome.kind() == Kind.RETRY) {
            postpone(signal, outcome);
            return false;
        }
        conclude(signal, outcome, records.size(), nanoTime.getAsLong() - delivery.nanos);
        begun.remove(signal);
        return true;
    }

    /** What is open for this instance can be ended. */
    void finish(String instance) {
        try {
            exporter.finish(instance);
        } catch (RuntimeException | Error e) {
            troubles.say(name() + " could not finish what it had open: " + e, e);
        }
    }

    /** From now on no delivery may last longer than until then. */
    void finishBy(long deadlineNanos) {
        exporter.finishBy(deadlineNanos);
        pause.cutShort();
        rate.lift();
    }

    // An exporter promises not to throw; one that does must not cost a record or the export thread.
    private Outcome export(Signal signal, RecordBatch batch, List<SpoolRecord> records) throws InterruptedException {
        try {
            return exporter.export(signal, batch.resource(), batch.instance(), records);
        } catch (RuntimeException | Error e) {
            return Outcome.retry(-1, "failed with " + e);
        }
    }

    private void postpone(Signal signal, Outcome outcome) {
        health.postponed(signal);
        pause.failed(outcome.retryAfterMillis());
        troubles.begin(name() + " cannot take " + signal.path() + " now, trying again: " + outcome.reason());
    }

    // Tried again and again, it is one delivery.
    private Begun begun(Signal signal, List<SpoolRecord> records) {
        Begun known = begun.get(signal);
        if (known == null || known.records != records) {
            int points = signal == Signal.METRICS ? DataPoints.of(records) : 0;
            known = new Begun(records, points, nanoTime.getAsLong());
            begun.put(signal, known);
        }
        return known;
    }

    private void conclude(Signal signal, Outcome outcome, int records, long nanos) {
        pause.succeeded();
        troubles.end(name() + " takes records again");
        if (outcome.kind() == Kind.REJECTED) {
            health.refused(signal, records, nanos);
            troubles.say(name() + " refuses " + signal.path() + ", dropped: " + outcome.reason(), null);
            return;
        }
        health.accepted(signal, records, outcome.rejected(), clock.instant(), nanos);
        if (!outcome.reason().isEmpty()) {
            String dropped = outcome.rejected() == 0 ? "" : ", some dropped";
            troubles.say(name() + " took " + signal.path() + dropped + ": " + outcome.reason(), null);
        }
    }

    /** A delivery that is not concluded. */
    private record Begun(List<SpoolRecord> records, int points, long nanos) {}
}
