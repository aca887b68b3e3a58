package io.indelible.exporter.otlp;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The threads that clients are given: made when there is work, ended when there has been none for a while. */
final class OtlpThreads implements Executor {
    private static final int IDLE_SECONDS = 5;

    private final UnaryOperator<Runnable> guarded;
    private final ThreadPoolExecutor pool;

    OtlpThreads(int most, UnaryOperator<Runnable> guarded) {
        this.guarded = guarded;
        pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    void close() {
        pool.shutdownNow();
    }

    /** A daemon that inherits nothing that could hold an application's class loader. */
    Thread thread(Runnable task) {
        Thread thread = new Thread(null, guarded.apply(task), "indelible-otlp", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
