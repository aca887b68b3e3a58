package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads Chronicle's classes on a thread of its own, by opening and closing a queue that nobody needs. That takes most of a
 * second, in which a busy application would fill the ring if the writer did it. Begun once, by the writer.
 */
final class ChronicleWarmUp {
    /** What a queue needs to open, and hardly more. */
    private static final int SEGMENT_BYTES = 1 << 20;

    private final long freeSpaceFloor;
    private final AgentLog log;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile @Nullable Consumer<Runnable> threads;
    private boolean begun;

    ChronicleWarmUp(SpoolSettings settings, AgentLog log) {
        this.freeSpaceFloor = settings.freeSpaceFloor();
        this.log = log;
    }

    /** Where to run; without it nothing is warmed up, and whoever opens a queue first waits for its classes. */
    void on(Consumer<Runnable> newThreads) {
        threads = newThreads;
    }

    /** Whether Chronicle's classes are not there yet and somebody sees to it; begins that, in this directory, if need be. */
    boolean underWay(SpoolDirectory directory) {
        Consumer<Runnable> runner = threads;
        if (runner == null) {
            return false;
        }
        if (!begun) {
            begun = true;
            // Within the instance's own: should the process be killed meanwhile, it goes with that.
            runner.accept(() -> run(directory.file(SpoolDirectory.WARM_UP)));
        }
        return !finished();
    }

    boolean finished() {
        return finished.getCount() == 0;
    }

    /** Waits until what was begun is out of the way, at most this long. */
    void await(long millis) {
        try {
            if (begun && !finished.await(millis, TimeUnit.MILLISECONDS)) {
                log.info("the JVM ends while Chronicle Queue is loaded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Path scratch) {
        try {
            OwnerOnly.createDirectory(scratch);
            ChronicleLog.open(scratch, SEGMENT_BYTES, freeSpaceFloor, log).close();
        } catch (Throwable e) {
            // Whoever opens a queue in earnest meets the same, and says it.
            log.info("Chronicle Queue could not be tried: " + e);
        } finally {
            delete(scratch);
            finished.countDown();
        }
    }

    private void delete(Path scratch) {
        try {
            SpoolDirectory.deleteTree(scratch);
        } catch (IOException e) {
            log.info(scratch + " is left for the next start to delete: " + e);
        }
    }
}
