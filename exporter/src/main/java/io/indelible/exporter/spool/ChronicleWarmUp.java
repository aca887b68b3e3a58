package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.OwnerOnly;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads Chronicle's classes on a thread of its own, by opening and closing a queue that nobody needs. That takes most of a
 * second, in which a busy application would fill the ring if the writer did it. That queue lies where the ring does: in
 * memory, where no frozen disk can hold up what loads in the middle of a store. Begun once, by the writer.
 */
final class ChronicleWarmUp {
    /** What a queue needs to open, and hardly more. */
    private static final int SEGMENT_BYTES = 1 << 20;

    private final AgentLog log;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile @Nullable Consumer<Runnable> threads;
    private boolean begun;

    ChronicleWarmUp(AgentLog log) {
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
            Path instance = directory.path();
            runner.accept(() -> run(instance));
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

    private void run(Path instance) {
        try {
            // Should the process be killed meanwhile, it goes with the ring.
            Path scratch = RingFile.placeOf(instance).resolve(SpoolDirectory.WARM_UP);
            OwnerOnly.createDirectory(scratch);
            try {
                ChronicleLog.open(scratch, SEGMENT_BYTES, 0, log).close();
            } finally {
                SpoolDirectory.deleteTree(scratch);
            }
        } catch (Throwable e) {
            // Whoever opens a queue in earnest meets the same, and says it.
            log.info("Chronicle Queue could not be tried: " + e);
        } finally {
            finished.countDown();
        }
    }
}
