package io.indelible.agent.engine.integrity;

import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.agent.engine.recorder.LateEvents;
import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The work of the ledger's thread: enters note by note, in the order in which they came. Until the first one comes nothing of the
 * ledger's file is loaded or touched. What cannot be entered, for want of room or rights, is left out and said once.
 */
public final class LedgerWork implements Runnable {
    /** After so many notes the thread rests: 2,000 of them a second. A rest after each would cost as much as the note. */
    private static final int LOT = 20;

    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Ledger ledger;
    private final Path service;
    private final long maxBytes;
    private final LateEvents events;
    private final EpochClock clock;
    private final AgentLog log;
    private final Set<String> said = new HashSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean started;
    private volatile boolean stopping;
    private volatile long deadline;
    private @Nullable LedgerFile file;
    private @Nullable Keeper keeper;
    private boolean troubled;
    private long retryAt;
    private long leftOut;
    private long entered;

    /**
     * Work that enters what this ledger's queue holds.
     *
     * @param service the directory of the service
     * @param maxBytes bound of the file
     */
    public LedgerWork(Ledger ledger, Path service, long maxBytes, LateEvents events, EpochClock clock, AgentLog log) {
        this.ledger = ledger;
        this.service = service;
        this.maxBytes = maxBytes;
        this.events = events;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void run() {
        started = true;
        ledger.readBy(Thread.currentThread());
        while (!late()) {
            // Left set, it would close the file under the next write.
            Thread.interrupted();
            Note note = ledger.take();
            if (note != null) {
                enter(note);
                pace();
            } else if (stopping) {
                break;
            } else {
                LockSupport.parkNanos(this, IDLE_NANOS);
            }
        }
        end();
        ended.countDown();
    }

    // At full speed the questions and writes of this thread hold up the application's own in the file system, which
    // created files several times as slowly. What is too much for this pace is left out, and counted.
    private void pace() {
        entered++;
        if (entered % LOT == 0 && !stopping) {
            LockSupport.parkNanos(this, REST_NANOS);
        }
    }

    /** Has everything entered that is waiting, for so long at most, and ends the work. Any thread but the ledger's. */
    public void finish(long millis) {
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        stopping = true;
        if (started) {
            ledger.wake();
            await(millis);
        }
    }

    private void await(long millis) {
        try {
            if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
                log.info("the integrity ledger was not finished in time");
            }
        } catch (InterruptedException nobodyShould) {
            log.warn("waiting for the integrity ledger was interrupted", nobodyShould);
        }
    }

    private boolean late() {
        return stopping && System.nanoTime() - deadline >= 0;
    }

    private void enter(Note note) {
        if (troubled && System.nanoTime() - retryAt < 0) {
            leaveOut(note);
            return;
        }
        try {
            note.enter(keeper());
            troubled = false;
        } catch (IOException | RuntimeException trouble) {
            leaveOut(note);
            trouble(trouble);
        }
    }

    private void leaveOut(Note note) {
        leftOut++;
        ledger.lost(note);
    }

    private void trouble(Exception trouble) {
        troubled = true;
        retryAt = System.nanoTime() + TROUBLE_NANOS;
        if (file != null) {
            file.close();
        }
        if (said.add(trouble.getClass().getName())) {
            log.warn("the integrity ledger cannot be kept; what is hashed meanwhile is left out", trouble);
        }
    }

    private Keeper keeper() {
        Keeper made = keeper;
        if (made == null) {
            LedgerFile opened = new LedgerFile(service, maxBytes, log);
            made = new Keeper(opened, new Findings(events), clock, ledger::lostNanos, log);
            file = opened;
            keeper = made;
        }
        return made;
    }

    private void end() {
        if (keeper != null && file != null) {
            file.close();
            say(ledger.dropped(), "notes found the queue full");
            say(leftOut, "notes could not be entered");
            say(file.evicted(), "entries made room for newer ones");
            say(keeper.misfits(), "files or digests were too long");
        }
    }

    private void say(long count, String what) {
        if (count > 0) {
            log.info("integrity ledger: " + count + " " + what);
        }
    }
}
