package io.indelible.benchmarks.compare;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends requests at a rate and says one line for each that has been answered. Arguments: requests a second, how many. */
public final class SteadyLoad {
    private SteadyLoad() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        long pause = TimeUnit.SECONDS.toNanos(1) / Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        Operations operations = Operations.named("http", Files.createTempDirectory("steady"));
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            operations.operation().run(i);
            System.out.println(i);
            next += pause;
            while (System.nanoTime() - next < 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
        operations.end();
    }
}
