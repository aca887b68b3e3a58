package io.indelible.exporter.otlp;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The thread that a client has made itself, known by what the client hands over on it. A client whose thread has ended does
 * nothing any more, and not every JDK says so: in some its requests fail, in others nobody ever hears of them.
 */
final class ClientThread implements Executor {
    private final Executor executor;
    private volatile @Nullable Thread thread;

    ClientThread(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        Thread current = Thread.currentThread();
        if (isOfAClient(current)) {
            thread = current;
        }
        executor.execute(task);
    }

    /** Whether there was one and is no more. Any thread. */
    boolean ended() {
        Thread known = thread;
        return known != null && !known.isAlive();
    }

    // Who sends a request hands over, too; but no other class of thread lies beside the client's.
    private static boolean isOfAClient(Thread thread) {
        return thread.getClass().getName().startsWith("jdk.internal.net.http.");
    }
}
