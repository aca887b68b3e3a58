package io.indelible.agent.engine;

import io.indelible.bridge.Guard;

/**
 * A thread of the engine: a daemon in the JVM's own thread group, so that the application does not find it in its own, with
 * the engine's loader as context, and deaf to the doorbell for as long as it lives.
 */
final class EngineThread extends Thread {
    /** Deep enough for Chronicle and Jackson, small beside the application's. */
    private static final long STACK_BYTES = 1 << 20;

    private final Runnable work;

    EngineThread(String name, Runnable work) {
        super(systemGroup(), null, name, STACK_BYTES, false);
        this.work = work;
        setDaemon(true);
        setContextClassLoader(EngineThread.class.getClassLoader());
    }

    @Override
    public void run() {
        Guard.current().enter();
        work.run();
    }

    /** The same work, deaf to the doorbell on whatever thread runs it; for threads that a library makes for us. */
    static Runnable guarded(Runnable work) {
        return () -> {
            Guard guard = Guard.current();
            boolean entered = guard.enter();
            try {
                work.run();
            } finally {
                if (entered) {
                    guard.leave();
                }
            }
        };
    }

    private static ThreadGroup systemGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
