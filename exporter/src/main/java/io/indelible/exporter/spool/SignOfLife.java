package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says twice a second that this process lives, and what is to be told of it should it die: what is open, and now and then
 * its metrics. Says in the end that it ended well.
 *
 * <p>An operation that is called open here may end a moment later. Its record is proof of that, so records must not be
 * deleted before this has looked again: {@link #deletable}.
 */
final class SignOfLife {
    private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long METRICS_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Of the time no more than this part is used. */
    private static final int SHARE = 100;

    private final SpoolDirectory directory;
    private final AgentLog log;
    private final LifeFile life;
    private final ReentrantLock beating = new ReentrantLock();
    private @Nullable LifeFile metrics;
    private long nextBeat;
    private long nextOpen;
    private long nextMetrics;
    private List<byte[]> open = List.of();
    private volatile boolean silent;
    /** Whether what is written calls anything open. */
    private boolean listing;

    /** Numbers of looks at what is open: the one that is being taken or was last, and the last that was written down. */
    private long look;

    private long written;
    /** What destinations had passed before the look of this number, and before the one before that. */
    private long heldSince;

    private String held = "";
    private String safe = "";

    private SignOfLife(SpoolDirectory directory, LifeFile life, AgentLog log) {
        this.directory = directory;
        this.life = life;
        this.log = log;
    }

    /** The first one. */
    static SignOfLife begin(SpoolDirectory directory, AgentLog log) throws IOException {
        LifeFile file = LifeFile.create(directory.file(LifeFile.LIFE), LifeFile.LIFE_BYTES);
        file.write(false, System.currentTimeMillis(), List.of());
        SignOfLife begun = new SignOfLife(directory, file, log);
        begun.nextBeat = System.nanoTime() + BEAT_NANOS;
        begun.nextOpen = begun.nextBeat;
        begun.nextMetrics = System.nanoTime() + METRICS_NANOS;
        return begun;
    }

    /**
     * Gives one, if it is time. On the writer's thread or on the export thread, whichever has time: opening Chronicle, or a
     * destination that hangs, takes longer than a sign may. Throws nothing.
     */
    void beat(LastWords words, long now) {
        if (!beating.tryLock()) {
            return;
        }
        try {
            beatIfTime(words, now);
        } finally {
            beating.unlock();
        }
    }

    private void beatIfTime(LastWords words, long now) {
        if (now - nextBeat < 0) {
            return;
        }
        nextBeat = now + BEAT_NANOS;
        try {
            look(words, now);
            sayOpen();
            sayMetrics(words, now);
        } catch (VirtualMachineError starved) {
            sayOpen(); // what was known before
        }
    }

    // Not under the lock: whoever deletes what was delivered must not wait for a look at a million threads.
    private void look(LastWords words, long now) {
        if (now - nextOpen < 0) {
            return;
        }
        synchronized (this) {
            look++;
        }
        try {
            open = words.open();
        } catch (RuntimeException untold) {
            log.warn("what is open cannot be told", untold);
        }
        nextOpen = now + Math.max(0, SHARE * (System.nanoTime() - now) - BEAT_NANOS);
    }

    private synchronized void sayOpen() {
        if (silent) {
            return;
        }
        try {
            life.write(false, System.currentTimeMillis(), open);
            written = look;
            listing = !open.isEmpty();
        } catch (IOException unwritable) {
            fallSilent(unwritable);
        }
    }

    private void sayMetrics(LastWords words, long now) {
        if (now - nextMetrics < 0 || silent) {
            return;
        }
        try {
            writeMetrics(words.metrics());
        } catch (IOException | RuntimeException unwritable) {
            log.warn("the last metrics cannot be kept now", unwritable);
        }
        nextMetrics = now + Math.max(METRICS_NANOS, SHARE * (System.nanoTime() - now));
    }

    private void writeMetrics(List<byte[]> records) throws IOException {
        LifeFile file = metrics;
        if (file == null) {
            if (records.isEmpty()) {
                return;
            }
            file = LifeFile.create(directory.file(LifeFile.METRICS), LifeFile.METRICS_BYTES);
            metrics = file;
        }
        file.write(false, System.currentTimeMillis(), records);
    }

    /** Nothing is better than what is not true any more. */
    private void fallSilent(IOException cause) {
        silent = true;
        log.warn("signs of life cannot be written to " + life.path(), cause);
        try {
            Files.deleteIfExists(life.path());
        } catch (IOException | RuntimeException stays) {
            log.warn("cannot delete " + life.path(), stays);
        }
    }

    /**
     * What of the segments before this one, which every destination has passed, may be deleted: those before the returned
     * one. Any thread.
     */
    synchronized String deletable(String passed) {
        if (silent || !listing) {
            return passed;
        }
        if (written > heldSince) {
            safe = held;
            held = passed;
            heldSince = look;
        }
        return safe;
    }

    /** The process ends well, or its spool goes on elsewhere. Any thread; nothing is said afterwards. */
    synchronized void end() {
        if (!silent) {
            silent = true;
            try {
                life.write(true, System.currentTimeMillis(), List.of());
            } catch (IOException unwritable) {
                log.warn("the end cannot be written to " + life.path(), unwritable);
            }
        }
    }

    /** Closes what is open. */
    void close() {
        silent = true;
        closeQuietly(life);
        closeQuietly(metrics);
    }

    private void closeQuietly(@Nullable LifeFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            log.warn("cannot close " + file.path(), e);
        }
    }
}
