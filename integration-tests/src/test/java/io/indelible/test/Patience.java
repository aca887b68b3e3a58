package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what will come, on however busy a machine. */
final class Patience {
    private Patience() {}

    /** Returns as soon as it is so; fails when it will not be. */
    static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
