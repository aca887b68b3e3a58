package io.indelible.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Counts bytes instead of nanoseconds: the JVM knows them exactly, whatever else the machine does, so a build may fail
 * on them.
 */
final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 30_000;
    private static final int OPERATIONS = 2_000;
    /** So many without a lesser figure: the compiler, which takes allocations away, works beside us and may be late. */
    private static final int ROUNDS = 25;

    private Allocations() {}

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Bytes that the calling thread allocates for one run of the work once it is warm: the least that any round finds. */
    static long perOperation(Work work) throws Exception {
        repeat(work, WARM_UP);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = allocated();
            repeat(work, OPERATIONS);
            long added = allocated() - before;
            if (added < least) {
                least = added;
                round = 0;
            }
        }
        return least / OPERATIONS;
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static void repeat(Work work, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
