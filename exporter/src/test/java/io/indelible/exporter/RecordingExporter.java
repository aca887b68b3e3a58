package io.indelible.exporter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A destination that answers as it is told, and accepts when it is told nothing. */
final class RecordingExporter implements Exporter {
    final List<Signal> attempts = new ArrayList<>();
    final List<SpoolRecord> accepted = new ArrayList<>();
    final List<String> finished = new ArrayList<>();
    final Deque<Outcome> answers = new ArrayDeque<>();
    private final String name;
    boolean dead;
    boolean throwing;

    RecordingExporter(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records) {
        attempts.add(signal);
        if (throwing) {
            throw new IllegalStateException("broken");
        }
        Outcome outcome =
                dead ? Outcome.retry(-1, "away") : answers.isEmpty() ? Outcome.ACCEPTED : answers.removeFirst();
        if (outcome.kind() == Kind.ACCEPTED) {
            accepted.addAll(records);
        }
        return outcome;
    }

    @Override
    public void finish(String instance) {
        finished.add(instance);
    }

    @Override
    public void close() {}
}
