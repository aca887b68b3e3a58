package io.indelible.benchmarks;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A rest between two bursts, for the bare and the watched alike. A loop that makes a million spans a second measures how
 * the disk and the second core keep up; no application is like that.
 */
@State(Scope.Thread)
public class Pace {
    /** Operations in a burst. */
    public static final int BURST = 20;

    private static final long REST_MILLIS = 1;

    /** Rests. */
    @Setup(Level.Invocation)
    public void rest() throws InterruptedException {
        Thread.sleep(REST_MILLIS);
    }
}
