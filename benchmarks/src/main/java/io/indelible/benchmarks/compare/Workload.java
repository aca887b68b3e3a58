package io.indelible.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One workload in a process of its own: warms up, then does a number of operations and prints what they cost in one line of
 * {@code name=value}. The operations are the same whatever agent watches.
 */
public final class Workload {
    private Workload() {}

    /** What one operation does. */
    @FunctionalInterface
    interface Operation {
        /** Does it once. */
        void run(int number) throws Exception;
    }

    /**
     * Arguments: name of the workload, operations to warm up, operations to measure, operations between two rests (0 for no
     * rest), work folder.
     */
    public static void main(String[] arguments) throws Exception {
        Operations operations = Operations.named(arguments[0], Path.of(arguments[4]));
        int burst = Integer.parseInt(arguments[3]);
        measure(operations.operation(), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), burst);
        operations.end();
    }

    private static void measure(Operation operation, int warmUp, int count, int burst) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            operation.run(i);
            rest(i, burst);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long[] nanos = new long[Math.max(count, 1)];
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long collecting = collectingMillis();
        long compiling = compilingNanos();
        long cpu = system.getProcessCpuTime();
        long threadCpu = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            operation.run(warmUp + i);
            nanos[i] = System.nanoTime() - start;
            rest(i, burst);
        }
        threadCpu = threads.getCurrentThreadCpuTime() - threadCpu;
        cpu = system.getProcessCpuTime() - cpu;
        compiling = compilingNanos() - compiling;
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        collecting = collectingMillis() - collecting;
        Arrays.sort(nanos);
        double each = Math.max(count, 1);
        System.out.println(String.format(
                Locale.ROOT,
                "result p50=%d p99=%d cpu=%.0f threadcpu=%.0f allocated=%.0f gc=%d classes=%d rss=%d",
                count == 0 ? 0 : nanos[nanos.length / 2],
                count == 0 ? 0 : nanos[(int) (nanos.length * 0.99)],
                count == 0 ? 0 : (cpu - compiling) / each,
                count == 0 ? 0 : threadCpu / each,
                count == 0 ? 0 : allocated / each,
                TimeUnit.MILLISECONDS.toNanos(collecting),
                ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount(),
                peakResidentBytes()));
    }

    private static void rest(int done, int burst) throws InterruptedException {
        if (burst > 0 && done % burst == 0) {
            Thread.sleep(1);
        }
    }

    private static long collectingMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** What the compilers took so far: no part of an operation, and after half a minute they still compile what runs seldom. */
    private static long compilingNanos() throws Exception {
        long nanos = 0;
        for (File thread : Objects.requireNonNull(new File("/proc/self/task").listFiles())) {
            String name = Files.readString(thread.toPath().resolve("comm"));
            if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
                String times = Files.readString(thread.toPath().resolve("schedstat"));
                nanos += Long.parseLong(times.substring(0, times.indexOf(' ')));
            }
        }
        return nanos;
    }

    private static long peakResidentBytes() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }
}
