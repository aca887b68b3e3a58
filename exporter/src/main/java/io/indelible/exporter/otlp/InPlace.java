package io.indelible.exporter.otlp;

import io.indelible.exporter.AgentLog;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Runs what a client hands over at once, on the thread that hands it over. Any thread. */
final class InPlace implements Executor {
    private final UnaryOperator<Runnable> guarded;
    private final AgentLog log;

    InPlace(UnaryOperator<Runnable> guarded, AgentLog log) {
        this.guarded = guarded;
        this.log = log;
    }

    @Override
    public void execute(Runnable task) {
        try {
            guarded.apply(task).run();
        } catch (RuntimeException | Error e) {
            // It would end the client's thread, and with it every later request. This one ends at its timeout.
            log.warn("The HTTP client failed: " + e, e);
        }
    }
}
