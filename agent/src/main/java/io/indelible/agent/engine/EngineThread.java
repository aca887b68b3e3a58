package io.indelible.agent.engine;

import io.indelible.bridge.Guard;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of the engine: a daemon in the JVM's own thread group, so that the application does not find it in its own, with
 * the engine's loader as context, and deaf to the doorbell for as long as it lives. Work that dies for want of memory is run
 * again, so it must go on where it was.
 */
final class EngineThread extends Thread {
    /** Deep enough for Chronicle and Jackson, small beside the application's. */
    private static final long STACK_BYTES = 1 << 20;

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

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
        while (starved()) {
            LockSupport.parkNanos(this, RETRY_NANOS);
        }
    }

    /** Whether the work died of an application that used up the memory; it may have some again later. */
    private boolean starved() {
        try {
            work.run();
            return false;
        } catch (VirtualMachineError starved) {
            return true;
        }
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
