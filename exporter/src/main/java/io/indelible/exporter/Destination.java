package io.indelible.exporter;

import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import java.time.InstantSource;
import java.util.List;

/** One exporter with its health and its back-off. Used by the export thread. */
final class Destination {
    private final Exporter exporter;
    private final InstantSource clock;
    private final Troubles troubles;
    final ExportHealth health;
    final Pause pause;

    Destination(Exporter exporter, Pause pause, InstantSource clock, AgentLog log) {
        this.exporter = exporter;
        this.pause = pause;
        this.clock = clock;
        troubles = new Troubles(log);
        health = new ExportHealth(exporter.name(), exporter::type);
    }

    String name() {
        return health.destination();
    }

    /** Hands records over; true when they are dealt with, one way or the other, and need not be delivered again. */
    boolean deliver(Signal signal, RecordBatch batch, List<SpoolRecord> records) throws InterruptedException {
        health.started(signal, records.size());
        Outcome outcome = export(signal, batch, records);
        if (!outcome.reason().isEmpty()) {
            health.trouble(outcome.reason());
        }
        if (outcome.kind() == Kind.RETRY) {
            postpone(signal, outcome);
            return false;
        }
        conclude(signal, outcome, records.size());
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

    private void conclude(Signal signal, Outcome outcome, int records) {
        pause.succeeded();
        troubles.end(name() + " takes records again");
        if (outcome.kind() == Kind.REJECTED) {
            health.refused(signal, records);
            troubles.say(name() + " refuses " + signal.path() + ", dropped: " + outcome.reason(), null);
            return;
        }
        health.accepted(signal, records, outcome.rejected(), clock.instant());
        if (!outcome.reason().isEmpty()) {
            String dropped = outcome.rejected() == 0 ? "" : ", some dropped";
            troubles.say(name() + " took " + signal.path() + dropped + ": " + outcome.reason(), null);
        }
    }
}
