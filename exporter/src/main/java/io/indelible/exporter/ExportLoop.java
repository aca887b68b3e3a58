package io.indelible.exporter;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Carries records from the spools to the destinations.
 *
 * <p><b>The shape.</b> There is a lane for each pair of a source (the spool of this process, spools of dead ones) and a
 * destination. A lane has its own cursor, so whatever happens to one destination holds back no other: a collector that is
 * away for a week leaves the local store complete and up to date. {@link #pass} gives each lane one batch, the local store's
 * first; the engine's export thread calls it again after {@link #restNanos}, or after a moment at most: what trickles
 * in is safe where it is, and a round costs the same for one record as for thousands.
 * There is no other thread and no queue: what waits, waits on disk. An answer that takes longer than a moment is not waited
 * for: the other destinations have their turn, and it is asked for again ({@link Exporter.Kind#PENDING}).
 *
 * <p><b>The order.</b> Of one source the oldest first. Sources take turns, a batch each: what a dead process left and what this one
 * records now arrive interleaved. A rate, where one is set, holds for each destination by itself.
 *
 * <p><b>What is promised.</b> At-least-once. A cursor moves when every record of the batch was acknowledged or refused for
 * good, never on hope; only what all cursors have passed is deleted. Within the life of the process a retry sends
 * nothing twice that was acknowledged, signal by signal. After its death a batch that was partly delivered is
 * delivered again as a whole; spans have ids and log records a uid so that receivers can tell.
 *
 * <p><b>What is lost, and when.</b> What a destination refuses for good (HTTP 400, a record it cannot decode): dropped for
 * that destination only, counted in {@link ExportHealth}, said once per reason. What the spool drops because its bound is
 * reached while a destination is away: the spool's affair. Nothing else.
 *
 * <p><b>Trouble.</b> "Not now" and anything thrown pause the destination, all its lanes: exponential back-off with jitter, or
 * the time it asked for. A source that cannot be read pauses its lanes only. A destination that
 * hangs delays the others by a tenth of a second a pass until its timeout.
 *
 * <p><b>The end.</b> {@link #finish} stops at its deadline: what is not delivered stays in the spool for the next process.
 *
 * <p>Every method but {@link #health} belongs to the export thread.
 */
public final class ExportLoop {
    // Files cannot hang as a network does, and must have what they can get before a network is waited for.
    private static final String LOCAL = "file";

    private final Destination[] destinations;
    private final List<String> names;
    private final List<ExportHealth> health;
    private final LongSupplier nanoTime;
    private final BackOff backOff;
    private final Troubles troubles;
    private final List<RecordSource> sources = new ArrayList<>();

    /**
     * A loop with the clocks of this machine and {@link BackOff#exponential}.
     *
     * @param maxRate bytes of records a second for each destination; 0 for no limit
     */
    public ExportLoop(List<? extends Exporter> exporters, long maxRate, AgentLog log) {
        this(exporters, maxRate, System::nanoTime, InstantSource.system(), BackOff.exponential(), log);
    }

    ExportLoop(
            List<? extends Exporter> exporters,
            LongSupplier nanoTime,
            InstantSource clock,
            BackOff backOff,
            AgentLog log) {
        this(exporters, 0, nanoTime, clock, backOff, log);
    }

    /**
     * A loop without sources.
     *
     * @param exporters with different names; closed by who made them
     * @param nanoTime for back-off, rate and {@link #finish}; as {@link System#nanoTime}
     * @param clock for {@link ExportHealth#lastSuccess}
     */
    ExportLoop(
            List<? extends Exporter> exporters,
            long maxRate,
            LongSupplier nanoTime,
            InstantSource clock,
            BackOff backOff,
            AgentLog log) {
        this.nanoTime = nanoTime;
        this.backOff = backOff;
        troubles = new Troubles(log);
        destinations = exporters.stream()
                .sorted(Comparator.comparing(each -> !LOCAL.equals(each.name())))
                .map(each -> new Destination(
                        each, new Pause(nanoTime, backOff), new Rate(maxRate, nanoTime), nanoTime, clock, log))
                .toArray(Destination[]::new);
        names = List.of(destinations).stream().map(Destination::name).toList();
        health = List.of(destinations).stream().map(each -> each.health).toList();
    }

    /** Takes a source in; the first one is served first. */
    public void add(RecordSource source) {
        sources.add(source);
        for (Destination each : destinations) {
            each.lanes().add(new Lane(source, each, new Pause(nanoTime, backOff), troubles));
        }
    }

    /** Lets a source go, drained or not. What destinations hold open for its instance is ended before this returns. */
    public void remove(RecordSource source) {
        sources.remove(source);
        for (Destination each : destinations) {
            each.remove(source);
        }
    }

    /**
     * One round: a batch for each lane that can take one.
     *
     * @return whether something was delivered, so that there may be more at once, or is on the way
     */
    public boolean pass() throws InterruptedException {
        Set<RecordSource> moved = new HashSet<>();
        boolean pending = false;
        for (Destination each : destinations) {
            each.pass(moved);
            pending |= each.pending();
        }
        moved.forEach(this::discardDelivered);
        return pending || !moved.isEmpty();
    }

    /**
     * For how many nanoseconds the next round need not come: as long as nobody would be kept waiting, records may gather
     * meanwhile. A moment where the last round left records behind that can be delivered, or waits for an answer.
     */
    public long restNanos() {
        long least = Long.MAX_VALUE;
        for (Destination each : destinations) {
            least = Math.min(least, each.restNanos());
        }
        return least;
    }

    /** Whether no source had anything more for any destination when it was last asked. */
    public boolean drained() {
        return sources.stream().allMatch(this::drained);
    }

    /** As {@link #drained()}, of one source. */
    public boolean drained(RecordSource source) {
        for (Destination each : destinations) {
            for (Lane lane : each.lanes()) {
                if (lane.source == source && !lane.drained()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Delivers what can be delivered until then, the local store's share first. A destination in back-off is tried once
     * more, unless it asked to be left alone; one that still cannot is given up. Returns early when all is delivered.
     *
     * @param deadlineNanos on the clock given to the constructor
     */
    public void finish(long deadlineNanos) throws InterruptedException {
        for (Destination each : destinations) {
            each.finishBy(deadlineNanos);
        }
        for (Destination each : destinations) {
            for (Lane lane : inHandFirst(each)) {
                while (nanoTime.getAsLong() - deadlineNanos < 0 && lane.step()) {
                    // step by step until there is nothing more, or no way
                }
            }
        }
        sources.forEach(this::discardDelivered);
    }

    /** One for each destination, live. Any thread. */
    public List<ExportHealth> health() {
        return health;
    }

    // Whoever has a batch in hand goes first, for the others have to wait for it.
    private static List<Lane> inHandFirst(Destination destination) {
        List<Lane> lanes = new ArrayList<>(destination.lanes());
        lanes.sort(Comparator.comparing(lane -> !destination.holds(lane)));
        return lanes;
    }

    private void discardDelivered(RecordSource source) {
        if (names.isEmpty()) {
            return; // "passed by every one of none" would delete everything
        }
        try {
            source.discardDelivered(names);
        } catch (IOException | RuntimeException | Error e) {
            troubles.say("What was delivered cannot be deleted from the spool now: " + e, e);
        }
    }
}
