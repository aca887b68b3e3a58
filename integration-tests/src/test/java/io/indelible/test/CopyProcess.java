package io.indelible.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indelible.test.app.CopyOnDemand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that copies files when it is told to, and lives until then. */
final class CopyProcess {
    private final ForkedJvm.Running running;

    private CopyProcess(ForkedJvm.Running running) {
        this.running = running;
    }

    /** Starts it in this JVM; its files are below this folder. */
    static CopyProcess start(ForkedJvm jvm, Path folder) {
        return new CopyProcess(
                jvm.app(CopyOnDemand.class, folder.resolve("copies").toString()).start());
    }

    /** Has it make so many copies; they are made when this returns. */
    void copy(int count) {
        try {
            running.process().getOutputStream().write((count + "\n").getBytes(UTF_8));
            running.process().getOutputStream().flush();
        } catch (IOException dead) {
            throw new UncheckedIOException(running.await().toString(), dead);
        }
        String line = running.line();
        if (line == null || !line.startsWith("copied ")) {
            throw new AssertionError("it said " + line + "; " + running.await());
        }
    }

    /** Its id. */
    long pid() {
        return running.process().pid();
    }

    /** As {@code kill -9}; it is over when this returns. */
    void kill() {
        running.kill();
        running.await();
    }

    /** Lets it end by itself. */
    ForkedJvm.Finished end() {
        try {
            running.process().getOutputStream().close();
        } catch (IOException dead) {
            throw new UncheckedIOException(dead);
        }
        return running.await().ok();
    }

    /** Lets it end by itself; how long that took, in nanoseconds. */
    long endNanos() {
        long start = System.nanoTime();
        end();
        return System.nanoTime() - start;
    }

    /** The bound that is promised for an end, in nanoseconds. */
    static long shutdownBoundNanos() {
        return TimeUnit.SECONDS.toNanos(5);
    }
}
