package io.indelible.exporter.otlp;

import java.util.function.UnaryOperator;

/** Makes the threads of this destination. */
final class OtlpThreads {
    private final UnaryOperator<Runnable> guarded;

    OtlpThreads(UnaryOperator<Runnable> guarded) {
        this.guarded = guarded;
    }

    /** A daemon that inherits nothing that could hold an application's class loader. */
    Thread thread(Runnable task) {
        Thread thread = new Thread(null, guarded.apply(task), "indelible-otlp", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
