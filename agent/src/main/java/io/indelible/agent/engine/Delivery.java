package io.indelible.agent.engine;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.ExportHealth;
import io.indelible.exporter.ExportLoop;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.RecordSource;
import io.indelible.exporter.Signal;
import io.indelible.exporter.spool.DeadSpool;
import io.indelible.exporter.spool.DeadSpools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what the spools of one service hold: this process' own, where there is one, and those of dead processes. Used
 * by one thread, but for {@link #hurry}. The destinations are made when there is something to deliver, for they load classes.
 */
final class Delivery {
    private final Path root;
    private final DeadSpools spools;
    private final DeadBounds bounds;
    private final long maxRate;
    private final List<String> names;
    private final Function<Predicate<String>, List<Exporter>> makeExporters;
    private final AgentLog log;
    private final List<DeadSpool> dead = new ArrayList<>();
    private final Map<String, List<String>> kept = new TreeMap<>();
    private volatile List<Exporter> exporters = List.of();
    private @Nullable ExportLoop loop;

    /**
     * A delivery of the spools below a service's directory.
     *
     * @param bounds on what dead processes may leave
     * @param maxRate bytes of records a second to each destination; 0 for no limit
     * @param names of the destinations
     * @param makeExporters makes them, given who is alive
     */
    Delivery(
            Path root,
            DeadBounds bounds,
            long maxRate,
            List<String> names,
            Function<Predicate<String>, List<Exporter>> makeExporters,
            AgentLog log) {
        this.root = root;
        this.spools = new DeadSpools(root, log);
        this.bounds = bounds;
        this.maxRate = maxRate;
        this.names = List.copyOf(names);
        this.makeExporters = makeExporters;
        this.log = log;
    }

    /** Takes possession of what processes left that have died since. */
    void adopt() {
        List<DeadSpool> adopted = spools.adopt();
        // All of them first: whoever makes the destinations asks who is alive, and none of these is.
        dead.addAll(adopted);
        dead.sort(Comparator.comparing(DeadSpool::instance));
        for (DeadSpool spool : bounds.beyond(dead, log)) {
            giveUp(spool);
            adopted.remove(spool);
        }
        kept.keySet().removeIf(instance -> !Files.isDirectory(root.resolve(instance)));
        for (DeadSpool spool : adopted) {
            if (isForOthers(spool)) {
                dead.remove(spool);
                letGo(spool);
            } else {
                log.info("delivering what " + spool.instance() + " left");
                loop().add(spool);
            }
        }
    }

    /** One that is kept for others is found again and again; no destination is made for it. */
    private boolean isForOthers(DeadSpool spool) {
        try {
            return names.isEmpty() || spool.delivered(names);
        } catch (IOException unreadable) {
            return false; // the loop says so
        }
    }

    private void giveUp(DeadSpool spool) {
        dead.remove(spool);
        if (loop != null) {
            loop.remove(spool);
        }
        try {
            spool.delete();
        } catch (IOException stays) {
            log.warn("cannot delete " + spool.instance(), stays);
            close(spool);
        }
    }

    /** Takes in the spool of this process. */
    void add(RecordSource live) {
        loop().add(live);
    }

    /** One round; true when something was delivered and there may be more at once. */
    boolean pass() throws InterruptedException {
        ExportLoop running = loop;
        boolean moved = running != null && running.pass();
        letGo();
        return moved;
    }

    /** For how many nanoseconds the next round need not come, so that records may gather. */
    long restNanos() {
        return loop == null ? Long.MAX_VALUE : loop.restNanos();
    }

    /** How many dead processes' spools are not delivered yet. */
    int waiting() {
        return dead.size();
    }

    /**
     * What was let go undelivered: for whom it is kept, by instance. For nobody but these where it could not be read or deleted, and
     * the next adoption tries again.
     */
    Map<String, List<String>> kept() {
        return Map.copyOf(kept);
    }

    /** How many dead processes' spools could not be read when they were last to be adopted. */
    int postponed() {
        return spools.postponed().size();
    }

    /** Whether there is nowhere to deliver to: then what waits, waits for ever. */
    boolean leadsNowhere() {
        return names.isEmpty() && !kept.isEmpty();
    }

    /** Whether everything known has been delivered. */
    boolean drained() {
        return loop == null || loop.drained();
    }

    /** How each destination does; empty until there was something to deliver. */
    List<ExportHealth> health() {
        ExportLoop running = loop;
        return running == null ? List.of() : running.health();
    }

    /** How many records were delivered, counted once for each destination. */
    long delivered() {
        long sum = 0;
        for (ExportHealth health : health()) {
            for (Signal signal : Signal.values()) {
                sum += health.exported(signal);
            }
        }
        return sum;
    }

    /** Gives up a delivery that waits for an answer; {@link #finish} tries it again. Any thread. */
    void hurry() {
        for (Exporter exporter : exporters) {
            exporter.hurry();
        }
    }

    /** Delivers what can be until then, and ends the destinations. */
    void finish(long deadlineNanos) throws InterruptedException {
        try {
            if (loop != null) {
                loop.finish(deadlineNanos);
            }
            letGo();
        } finally {
            close();
        }
    }

    private void close() {
        for (Exporter exporter : exporters) {
            exporter.close();
        }
        dead.forEach(this::close);
        dead.clear();
    }

    private void close(DeadSpool spool) {
        try {
            spool.close();
        } catch (IOException stays) {
            log.warn("cannot give up " + spool.instance(), stays);
        }
    }

    /** Lets the spools of dead processes go that every destination here has. */
    private void letGo() {
        ExportLoop running = loop;
        for (Iterator<DeadSpool> each = dead.iterator(); running != null && each.hasNext(); ) {
            DeadSpool spool = each.next();
            if (running.drained(spool)) {
                // The destinations close their files of it while its lock still keeps others away.
                running.remove(spool);
                each.remove();
                letGo(spool);
            }
        }
    }

    /** Deletes it, or gives it up to who delivers it to the destinations that are none of these. */
    private void letGo(DeadSpool spool) {
        try {
            if (spool.deleteIfDelivered(names)) {
                kept.remove(spool.instance());
                return;
            }
            keep(spool.instance(), spool.lacking(names));
        } catch (IOException stays) {
            kept.putIfAbsent(spool.instance(), List.of());
            log.warn("cannot delete what is left of " + spool.instance() + "; it is tried again", stays);
        }
        close(spool);
    }

    private void keep(String instance, List<String> lacking) {
        if (kept.put(instance, lacking) == null && !lacking.isEmpty()) {
            log.info("what " + instance + " left is kept for " + String.join(",", lacking)
                    + ", where this process delivers nothing: " + Exporters.settingsFor(lacking));
        }
    }

    private ExportLoop loop() {
        ExportLoop running = loop;
        if (running == null) {
            exporters = makeExporters.apply(this::alive);
            running = new ExportLoop(exporters, maxRate, log);
            loop = running;
        }
        return running;
    }

    /** Who has a directory that could not be adopted lives. */
    private boolean alive(String instance) {
        if (kept.containsKey(instance)) {
            return false;
        }
        for (DeadSpool spool : dead) {
            if (spool.instance().equals(instance)) {
                return false;
            }
        }
        return Files.isDirectory(root.resolve(instance));
    }
}
