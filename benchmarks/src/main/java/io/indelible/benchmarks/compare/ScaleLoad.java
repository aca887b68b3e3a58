package io.indelible.benchmarks.compare;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Queries at a rate from a number of threads, each with a database of its own, and says what one cost: CPU of the calling
 * threads, and what was lost by the way. Arguments: queries a second of all threads together, threads.
 */
public final class ScaleLoad {
    private static final int WARM_UP = 200_000;
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final AtomicLong DONE = new AtomicLong();
    private static final AtomicLong CPU_NANOS = new AtomicLong();

    private ScaleLoad() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        double each = Double.parseDouble(arguments[0]) / threads;
        Workload.Operation first =
                Operations.named("jdbc", Files.createTempDirectory("scale")).operation();
        for (int i = 0; i < WARM_UP; i++) {
            first.run(i);
        }
        Thread.sleep(TimeUnit.NANOSECONDS.toMillis(MEASURED_NANOS)); // what waits is delivered, what is hot compiled
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Workload.Operation operation = i == 0
                    ? first
                    : Operations.named("jdbc", Files.createTempDirectory("scale"), Integer.toString(i))
                            .operation();
            Thread thread = new Thread(() -> load(operation, each, settlingNanos(threads)), "load-" + i);
            running.add(thread);
        }
        running.forEach(Thread::start);
        for (Thread thread : running) {
            thread.join();
        }
        System.out.println(String.format(
                Locale.ROOT,
                "result threadcpu=%.0f done=%d",
                CPU_NANOS.doubleValue() / Math.max(1, DONE.get()),
                DONE.get()));
    }

    /**
     * Each thread is on its way before it is measured: its database is new, and the compilers compile its loop once more. Among
     * many threads they have a small share of the CPUs; measured before they are done, one and the same query took 5 to 20 µs.
     */
    private static long settlingNanos(int threads) {
        return TimeUnit.SECONDS.toNanos(threads > 8 ? 25 : 6);
    }

    private static void load(Workload.Operation operation, double rate, long settlingNanos) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        load(threads, operation, rate, settlingNanos);
        long[] cpuAndDone = load(threads, operation, rate, MEASURED_NANOS);
        CPU_NANOS.addAndGet(cpuAndDone[0]);
        DONE.addAndGet(cpuAndDone[1]);
    }

    private static long[] load(ThreadMXBean threads, Workload.Operation operation, double rate, long nanos) {
        long start = System.nanoTime();
        long cpu = 0;
        long done = 0;
        while (System.nanoTime() - start < nanos) {
            long due = (long) ((System.nanoTime() - start) * rate / 1e9) + 1;
            long before = threads.getCurrentThreadCpuTime();
            for (; done < due; done++) {
                run(operation, (int) done);
            }
            cpu += threads.getCurrentThreadCpuTime() - before;
            LockSupport.parkNanos(REST_NANOS);
        }
        return new long[] {cpu, done};
    }

    private static void run(Workload.Operation operation, int number) {
        try {
            operation.run(number);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
