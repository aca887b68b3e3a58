package io.indelible.agent.engine;

import io.indelible.agent.engine.integrity.LedgerWork;
import io.indelible.agent.engine.log.AgentLogFile;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.spool.Spool;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.WeakIdentityMap;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The work of the export thread: delivers, and once a second keeps house. Ends within five seconds when the JVM shuts
 * down; what is not delivered by then stays in the spool for the next start.
 */
final class DeliveryWork implements Runnable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** For so long records gather: what a request costs by itself is paid once for all of them. */
    private static final long GATHER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long ADOPT_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Until then the application starts, and would have to share the processors with what others have left. */
    private static final long FIRST_ADOPT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long SHUTDOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(4_500);
    // The JVM itself wants some of the five seconds.
    private static final long JOIN_MILLIS = 4_800;
    /** How long the last delivery before the end may go on waiting: the local store must have what it can get, too. */
    private static final long PATIENCE_MILLIS = 1_000;
    /** How long what was hashed last may take to be compared, so that what is found is delivered, too. */
    private static final long LEDGER_MILLIS = 2_000;

    private final SpoolOpening opening;
    private final Delivery delivery;
    private final Readings readings;
    private final Handlers.Upkeep upkeep;
    private final EpochClock clock;
    private final Runnable endOpen;
    private final @Nullable LedgerWork ledger;
    private final AgentLogFile log;
    private volatile boolean stopping;
    private volatile boolean ending;
    private volatile long deadline;
    private volatile @Nullable Thread thread;
    private boolean live;
    private boolean adopted;
    private long nextAdoption;
    private long nextDelivery;

    DeliveryWork(
            SpoolOpening opening,
            Delivery delivery,
            Readings readings,
            Handlers.Upkeep upkeep,
            EpochClock clock,
            Runnable endOpen,
            @Nullable LedgerWork ledger,
            AgentLogFile log) {
        this.opening = opening;
        this.delivery = delivery;
        this.readings = readings;
        this.upkeep = upkeep;
        this.clock = clock;
        this.endOpen = endOpen;
        this.ledger = ledger;
        this.log = log;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        nextAdoption = System.nanoTime() + FIRST_ADOPT_NANOS;
        long nextHouse = System.nanoTime();
        nextDelivery = nextHouse + TICK_NANOS; // the application starts
        while (!stopping) {
            try {
                LockSupport.parkNanos(this, Math.min(TICK_NANOS, nextDelivery - System.nanoTime()));
                uninterrupted();
                // Between rounds: a busy application gives the deliveries no end.
                if (System.nanoTime() - nextHouse >= 0) {
                    nextHouse = System.nanoTime() + TICK_NANOS / 2;
                    tryToKeepHouse();
                }
                if (System.nanoTime() - nextDelivery >= 0) {
                    deliver();
                }
            } catch (InterruptedException nobodyShould) {
                log.warn("the export thread was interrupted; it goes on", nobodyShould);
            } catch (Throwable thrown) {
                log.warn("delivering failed; it is tried again", thrown);
            }
        }
        end();
    }

    /** Ends the work and waits for it, five seconds at most. Called when the JVM ends, on any thread. */
    void finish() {
        deadline = System.nanoTime() + SHUTDOWN_NANOS;
        stopping = true;
        Thread working = thread;
        if (working == null) {
            return;
        }
        LockSupport.unpark(working);
        // The thread may be the application's, which called exit: that it was interrupted must not cut this short.
        boolean interrupted = Thread.interrupted();
        try {
            working.join(PATIENCE_MILLIS);
            if (!ending) {
                delivery.hurry();
            }
            working.join(JOIN_MILLIS - PATIENCE_MILLIS);
            if (working.isAlive()) {
                endWell();
            }
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is not delivered by now the next start delivers; it need not believe that this process was killed. */
    private void endWell() {
        Spool spool = opening.spool();
        if (spool != null) {
            spool.endWell();
        }
    }

    /** An interrupt, by an application that interrupts all threads, would close every file that is read from then on. */
    private void uninterrupted() {
        if (Thread.interrupted()) {
            log.warn("the export thread was interrupted; it goes on", null);
        }
    }

    // Whatever is wrong in the house, deliveries go on.
    private void tryToKeepHouse() {
        try {
            keepHouse();
        } catch (RuntimeException | Error thrown) {
            log.warn("not all of the house could be kept; it is tried again", thrown);
        }
    }

    private void keepHouse() {
        clock.anchor();
        Spool spool = opening.spool();
        if (spool != null) {
            spool.beat();
        }
        WeakIdentityMap.sweepAll();
        upkeep.run(false);
        readings.take(live);
        long now = System.nanoTime();
        if (now - nextAdoption >= 0) {
            nextAdoption = now + ADOPT_NANOS;
            adopted = true;
            delivery.adopt();
        }
        log.flush();
    }

    /** One round; the next one comes when it must, and a moment later if this one fails. */
    private void deliver() throws InterruptedException, IOException {
        nextDelivery = System.nanoTime() + GATHER_NANOS;
        takeIn();
        delivery.pass();
        nextDelivery = System.nanoTime() + Math.min(delivery.restNanos(), GATHER_NANOS);
    }

    /** The spool of this process is delivered from as soon as it holds anything. */
    private void takeIn() throws IOException {
        Spool spool = opening.spool();
        if (!live && spool != null && spool.source().read(Position.START, 1) != null) {
            delivery.add(spool.source());
            live = true;
        }
    }

    /** What others left must not cost what this process has. */
    private void adoptLast() {
        try {
            delivery.adopt();
        } catch (RuntimeException | Error e) {
            log.warn("what dead processes left cannot be taken in; the next start tries again", e);
        }
    }

    private void end() {
        ending = true;
        uninterrupted();
        try {
            upkeep.run(true);
            if (ledger != null) {
                ledger.finish(LEDGER_MILLIS);
            }
            readings.takeLast();
            endOpen.run();
            Spool spool = opening.spool();
            if (spool != null) {
                spool.drainNow();
                // No pass here: only what finish delivers is bound by the deadline.
                takeIn();
            }
            if (!adopted) {
                // A program of few seconds, run again and again, would never deliver what its like have left.
                adoptLast();
            }
            delivery.finish(deadline);
            if (spool != null) {
                spool.close();
            }
        } catch (Throwable thrown) {
            log.warn("the last delivery failed; the next start delivers the rest", thrown);
        }
        log.flush();
    }
}
