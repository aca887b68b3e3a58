package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where records wait, on disk, from the moment they were made until every destination has them.
 *
 * <p><b>The way of a record.</b> An application thread puts it into the ring, a mapped file ({@link #write}). The writer
 * thread takes it to the log, files of some megabytes ({@link #runWriter}): Chronicle Queue where that works, plain files
 * where not. The export thread reads the log and moves a cursor per destination ({@link #source}); a segment goes when
 * every cursor has passed it.
 *
 * <p><b>Promised.</b> A record whose {@code write} returned true is read by this process or by the next one that looks
 * ({@link DeadSpools}), whatever ends this process: it lies in the page cache, which is the kernel's. It is read at least
 * once; after a death some are read twice. Application threads never wait here, never allocate, get no exception, and
 * touch no file, lock or class of Chronicle.
 *
 * <p><b>Lost, and counted</b> ({@link #statistics}): what finds the ring full; the oldest segments beyond the bound on size
 * or age, or when the disk is full, the ring half so, and that makes room; what was in a directory that somebody deletes; records in a damaged
 * stretch of a file. <b>Lost, and not counted:</b> what the machine's death takes from the page cache. Nothing here waits
 * for the disk.
 *
 * <p><b>When something is wrong</b> the directory is set aside ({@code *.broken}, read to its end like a dead one) and a new
 * instance takes its place, with a growing pause between attempts. Without a directory, memory takes its place and the
 * attempts go on; what it holds dies with the process, and that is said once. On a file system where mapping is not known
 * to be safe the ring is on the heap and the log is plain.
 */
public final class Spool implements Closeable {
    /** A wake-up costs more than a hundred records; the ring wakes the writer itself when it fills. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long CLOSE_MILLIS = 1000;

    private final Drops drops = new Drops();
    private final SpoolWriter writer;
    private final long maxBytes;
    private final LiveSource source;
    private final AgentLog log;
    /** Between the writer thread and whoever shuts down; application threads never take it. */
    private final ReentrantLock draining = new ReentrantLock();

    private volatile boolean closed;
    private volatile @Nullable Thread writerThread;

    private Spool(SpoolSettings settings, byte[] resource, AgentLog log) {
        this.log = log;
        maxBytes = settings.maxBytes();
        this.writer = new SpoolWriter(settings, resource, drops, log);
        this.source = new LiveSource(writer.instances(), log);
    }

    /**
     * Makes a directory and its ring, which takes some ten milliseconds; loads nothing of Chronicle. Whatever is wrong with
     * the disk, there is a spool: at worst in memory. The packages of the JDK that Agrona needs must have been opened.
     *
     * @param resource the OTLP {@code Resource} message of this process
     */
    public static Spool open(SpoolSettings settings, byte[] resource, AgentLog log) {
        return new Spool(settings, resource.clone(), log);
    }

    /** Whether the ring is a mapped file on a file system of this type, as {@code FileStore.type} names it. */
    public static boolean isMapped(String fileSystem) {
        return ZeroedFile.mappable(fileSystem);
    }

    /**
     * Keeps a record; see {@link io.indelible.exporter.SpoolRecord} for its bytes, which are copied. Any thread; throws
     * nothing, waits for nothing.
     *
     * @return false when it was lost, and counted
     */
    public boolean write(byte[] record, int offset, int length) {
        if (closed) {
            drops.closed.increment();
            return false;
        }
        return writer.current().ring().write(record, offset, length);
    }

    /** Says what is to be told by the next process should this one die. Any thread. */
    public void tell(LastWords last) {
        writer.tell(last);
    }

    /**
     * Lets Chronicle's classes be loaded, when there is reason to, by this runner of threads instead of by the writer's own, which then
     * goes on with plain files meanwhile. Before {@link #runWriter}.
     */
    public void warmUpOn(Consumer<Runnable> threads) {
        writer.warmUp().on(threads);
    }

    /** Gives a sign of life, if it is time and the writer's thread has none for it. For the export thread. */
    public void beat() {
        writer.beat(System.nanoTime());
    }

    /** The writer thread's work; returns after {@link #close}. The thread is the engine's, a daemon, and runs only this. */
    public void runWriter() {
        Thread thread = Thread.currentThread();
        writerThread = thread;
        while (!closed) {
            boolean interrupted = Thread.interrupted(); // it would close every channel that is used next
            if (!turn(thread) && !interrupted) {
                LockSupport.parkNanos(this, REST_NANOS);
            }
        }
        writerThread = null;
    }

    private boolean turn(Thread thread) {
        draining.lock();
        try {
            if (closed) {
                return false;
            }
            writer.current().ring().wakes(thread);
            return writer.turn();
        } finally {
            draining.unlock();
        }
    }

    /**
     * Makes all that was written readable through {@link #source}, for the last export at shutdown. Loads nothing of
     * Chronicle. Any thread but an application's.
     *
     * @return false when that could not be done within a second; what is missing stays on disk for the next start
     */
    public boolean drainNow() {
        try {
            if (!draining.tryLock(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                return false; // the writer hangs, most likely in a frozen file system
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return writer.drainAll();
        } finally {
            draining.unlock();
        }
    }

    /**
     * Says that this process ends well, though not all of the work at its end is done: what is open from now on is not told.
     * Any thread; waits for nothing but one small write.
     */
    public void endWell() {
        writer.current().end();
        writer.remember(writer.current().name());
    }

    /** The reading side; for the export thread. Always the same. */
    public RecordSource source() {
        return source;
    }

    /** The name of the instance that is written to now; it changes when trouble makes the spool start a new directory. */
    public String instance() {
        return writer.current().name();
    }

    /** What happened so far. Any thread. */
    public SpoolStatistics statistics() {
        return new SpoolStatistics(
                writer.written(),
                drops.ringFull.sum(),
                drops.tooLong.sum(),
                drops.failed.sum(),
                drops.halfWritten.sum(),
                drops.oldest.sum() + drops.forgotten.sum(),
                drops.vanished.sum(),
                drops.closed.sum(),
                drops.unreadable.sum(),
                drops.damagedStretches.sum(),
                writer.replaced(),
                writer.backlogBytes(),
                writer.current().ring().crashSafe());
    }

    /** How many bytes may wait. */
    public long maxBytes() {
        return maxBytes;
    }

    /**
     * Ends the writer and gives up the directory: deletes it when all was delivered, leaves it for the next start when not.
     * Takes a second at most when the file system hangs. The export thread must have ended.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        boolean drained = drainNow();
        closed = true;
        LockSupport.unpark(writerThread);
        writer.warmUp().await(CLOSE_MILLIS);
        if (!drained && draining.isLocked()) {
            return; // the writer hangs; the operating system gives up the lock when the process ends
        }
        draining.lock();
        try {
            giveUp(writer.drainAll());
            writer.sayLossesAtEnd();
        } catch (IOException e) {
            log.warn("the spool could not be closed well", e);
        } finally {
            draining.unlock();
        }
    }

    private void giveUp(boolean drained) throws IOException {
        writer.instances()
                .forEach(SpoolInstance::retire); // from now on what ends in the middle of a record is asked further
        boolean delivered = drained && (writer.written() == 0 || source.delivered());
        String last = writer.current().name();
        for (SpoolInstance instance : writer.instances()) {
            if (delivered) {
                instance.delete();
            } else {
                instance.leave();
            }
        }
        writer.remember(last);
    }
}
