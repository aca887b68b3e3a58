package io.indelible.exporter;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before something that failed is tried again, when nobody said how long. */
@FunctionalInterface
public interface BackOff {
    /**
     * The time to wait, in milliseconds.
     *
     * @param failures how often it failed in a row; at least 1
     */
    long delayMillis(int failures);

    /**
     * One second, growing by half each time up to 30 seconds, each up to a fifth shorter or longer by chance: many
     * processes that lost the same collector must not come back at the same moment (OTLP specification, throttling).
     */
    static BackOff exponential() {
        return failures -> {
            double delay = 1_000 * Math.pow(1.5, Math.min(failures, 20) - 1.0);
            double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
            return (long) Math.min(30_000, delay * jitter);
        };
    }
}
