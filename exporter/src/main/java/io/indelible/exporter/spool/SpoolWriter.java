package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Takes records from the ring to the log, opens the log when there is reason to, and replaces the instance when anything
 * is wrong with it. Used by one thread at a time, under {@link Spool}'s lock; an application's thread never comes here.
 */
final class SpoolWriter {
    private static final long LAZY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long ROOM_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long FIRST_BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_BACKOFF_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** An application thread may have taken hold of the old ring just before it was replaced. */
    private static final long OLD_RING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int CHRONICLE_TRIES = 3;

    private final SpoolSettings settings;
    private final byte[] resource;
    private final Drops drops;
    private final AgentLog log;
    private final Said degradedSaid;
    private final Said roomSaid;
    private final Said keptSaid;
    private final Said lossSaid;
    private final Retention retention;
    private final ChronicleWarmUp warmUp;
    private final CopyOnWriteArrayList<SpoolInstance> instances = new CopyOnWriteArrayList<>();

    private volatile SpoolInstance current;
    private volatile LastWords words = LastWords.NONE;
    private final LongAdder written = new LongAdder();
    private final LongAdder replaced = new LongAdder();

    /** Retired instances whose rings may still hold, or still get, a record. */
    private final List<SpoolInstance> draining = new ArrayList<>();

    /** Plain files until Chronicle's classes are there. */
    private @Nullable RecordLog provisional;

    private boolean broken;
    private boolean waiting;
    /** Segments were dropped, and nothing found room since. */
    private boolean roomMade;

    private int chronicleFailures;
    private long backoff = FIRST_BACKOFF_NANOS;
    private long waitingSince;
    private long replacedAt = System.nanoTime();
    private long nextReplacement = replacedAt;
    private long nextCheck = replacedAt;
    private long nextRoomTry = replacedAt;
    private String segment = "";
    private long lossesSaid;

    SpoolWriter(SpoolSettings settings, byte[] resource, Drops drops, AgentLog log) {
        this.settings = settings;
        this.resource = resource;
        this.drops = drops;
        this.log = log;
        this.degradedSaid = new Said(log);
        this.roomSaid = new Said(log);
        this.keptSaid = new Said(log);
        this.lossSaid = new Said(log);
        this.retention = new Retention(settings, drops, log);
        this.warmUp = new ChronicleWarmUp(log);
        this.current = open();
        instances.add(current);
    }

    private SpoolInstance open() {
        try {
            return SpoolInstance.inDirectory(settings, resource, drops, log, degradedSaid);
        } catch (Throwable e) {
            degradedSaid.warn("no spool in " + settings.root() + "; records are kept in memory, not crash-safe", e);
            return SpoolInstance.inMemory(settings, resource, drops);
        }
    }

    SpoolInstance current() {
        return current;
    }

    List<SpoolInstance> instances() {
        return instances;
    }

    long written() {
        return written.sum();
    }

    long replaced() {
        return replaced.sum();
    }

    long backlogBytes() {
        long memory = current.source() instanceof MemoryLog held ? held.bytes() : 0;
        return current.ring().size() + retention.bytes() + memory;
    }

    /** Where Chronicle's classes are loaded; see {@link ChronicleWarmUp}. */
    ChronicleWarmUp warmUp() {
        return warmUp;
    }

    /** What is to be told should the process die. */
    void tell(LastWords last) {
        words = last;
    }

    /** Gives a sign of life, if it is time. The writer's thread or the export thread. */
    void beat(long now) {
        current.beat(words, now);
    }

    /** Remembers, for the next start, that this instance ended well. */
    void remember(String instance) {
        if (current.directory() != null) {
            PreviousEnd.remember(
                    settings.root(), new PreviousEnd(PreviousEnd.How.CLEAN, instance, System.currentTimeMillis()), log);
        }
    }

    /** Does what there is to do now. Throws nothing; returns whether there is so much more that it should be done at once. */
    boolean turn() {
        try {
            long now = System.nanoTime();
            beat(now);
            check(now);
            return !broken && drain(now) >= Lot.RECORDS;
        } catch (Throwable e) {
            if (current.present()) {
                chronicleFailures++;
                breakDown("the spool in " + current.name() + " is broken", e);
            } else {
                vanish();
            }
            return false;
        }
    }

    private void vanish() {
        if (!broken) { // or it is counted again at each turn until something takes its place
            drops.vanished.add(current.records());
        }
        breakDown("the directory of " + current.name() + " vanished", new IOException("somebody deleted it"));
    }

    private void breakDown(String what, Throwable cause) {
        if (!broken) {
            log.warn(what + "; a new one takes its place, the ring holds meanwhile", cause);
        }
        broken = true;
    }

    /** What need not be looked at for every record. */
    private void check(long now) throws IOException {
        if (broken || current.quality() < SpoolInstance.BEST) {
            replace(now);
        }
        if (now - nextCheck < 0) {
            return;
        }
        nextCheck = now + CHECK_NANOS;
        sayLosses();
        if (now - replacedAt > MAX_BACKOFF_NANOS) {
            backoff = FIRST_BACKOFF_NANOS;
        }
        if (!broken && !current.present()) {
            vanish();
            return;
        }
        enforceBounds();
    }

    private void enforceBounds() throws IOException {
        forgetVanished();
        retention.enforce(instances);
    }

    /** A retired one may vanish, too, with the disk that failed: whoever asks it for its files would fail for ever. */
    private void forgetVanished() throws IOException {
        for (SpoolInstance old : instances) {
            if (old.retired() && !old.directoryExists()) {
                instances.remove(old); // first, or the reader would ask it meanwhile and complain, too
                drops.vanished.add(old.records());
                log.warn("the directory of " + old.name() + " vanished with what it still held", null);
                old.leave();
            }
        }
    }

    /** The last count, which may have been kept back. */
    void sayLossesAtEnd() {
        long lost = drops.inMemory();
        if (lost > lossesSaid) {
            lossesSaid = lost;
            log.warn(lost + " records found no room in memory and are lost", null);
        }
    }

    /** What segments dropped hold is said when they are. */
    private void sayLosses() {
        long lost = drops.inMemory();
        if (lost > lossesSaid && lossSaid.warn(lost + " records found no room in memory so far and are lost", null)) {
            lossesSaid = lost;
        }
    }

    /** A new instance in the place of the current one, if its time has come and it is worth it. */
    private void replace(long now) throws IOException {
        if (now - nextReplacement < 0) {
            return;
        }
        nextReplacement = now + backoff;
        backoff = Math.min(2 * backoff, MAX_BACKOFF_NANOS);
        SpoolInstance fresh = open();
        if (broken || fresh.quality() > current.quality()) {
            switchTo(fresh, now);
        } else {
            fresh.delete();
        }
    }

    private void switchTo(SpoolInstance fresh, long now) {
        SpoolInstance old = current;
        draining.add(old);
        old.retire();
        instances.add(fresh);
        try {
            putAside(old);
        } catch (IOException e) {
            log.warn(old.name() + " keeps its name", e);
        }
        current = fresh;
        broken = false;
        waiting = false;
        replacedAt = now;
        replaced.increment();
        log.info("the spool continues in " + fresh.name());
    }

    private void putAside(SpoolInstance old) throws IOException {
        if (!old.present()) {
            instances.remove(old);
            old.leave();
        } else if (broken && old.directory() != null) {
            old.directory().rename(SpoolDirectory.BROKEN);
        }
    }

    /** Returns how many records were passed on. */
    private int drain(long now) throws IOException {
        RecordLog sink = current.log();
        if (now - nextRoomTry < 0 || (sink == null && !due(now))) {
            return 0;
        }
        try {
            if (sink == null) {
                sink = startLog();
            } else if (sink == provisional && warmUp.finished()) {
                sink = continueInChronicle(sink);
            }
        } catch (NoRoomException e) {
            noRoom(now, e);
            return 0;
        }
        return drain(sink, now);
    }

    private int drain(RecordLog sink, long now) throws IOException {
        int passed = 0;
        boolean refused = false;
        // What follows waits for what was refused, or it could lie where a reader has read what was taken back.
        for (Iterator<SpoolInstance> each = oldestFirst().iterator(); each.hasNext() && !refused; ) {
            Ring ring = each.next().ring();
            passed += ring.drain(sink);
            refused = ring.refused();
        }
        letGoOfDrained(now);
        written.add(passed);
        roomMade &= passed == 0;
        if (refused) {
            noRoom(now, null);
            return 0;
        }
        if (!segment.equals(sink.segment())) {
            segment = sink.segment();
            enforceBounds();
        }
        prepare(sink, now);
        return passed;
    }

    private List<SpoolInstance> oldestFirst() {
        List<SpoolInstance> all = new ArrayList<>(draining);
        all.add(current);
        return all;
    }

    private void letGoOfDrained(long now) throws IOException {
        for (SpoolInstance old : List.copyOf(draining)) {
            if (old.ring().size() == 0 && now - replacedAt > OLD_RING_NANOS) {
                draining.remove(old);
                old.ringDrained();
            }
        }
    }

    private void prepare(RecordLog sink, long now) throws IOException {
        try {
            sink.prepare();
        } catch (NoRoomException e) {
            noRoom(now, e);
        }
    }

    /** A program that ends within a second, or hardly records anything, never pays for opening the log. */
    private boolean due(long now) {
        int size = current.ring().size();
        if (size == 0 && draining.isEmpty()) {
            waiting = false;
            return false;
        }
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        return now - waitingSince >= LAZY_NANOS || size > current.ring().capacity() / 4;
    }

    private RecordLog startLog() throws IOException {
        SpoolDirectory directory = directory();
        RecordLog chronicle = null;
        boolean wanted = current.mappable() && chronicleFailures < CHRONICLE_TRIES;
        boolean later = wanted && warmUp.underWay(directory);
        if (wanted && !later) {
            chronicle = openChronicle(directory);
        }
        RecordLog started = current.startLog(chronicle == null ? plain(directory) : chronicle);
        provisional = later ? started : null;
        return started;
    }

    /** What follows is a new segment in any case: the attempt may have left one, and none may be appended to but the last. */
    private RecordLog continueInChronicle(RecordLog plain) throws IOException {
        provisional = null;
        SpoolDirectory directory = directory();
        RecordLog chronicle = null;
        try {
            chronicle = openChronicle(directory);
        } catch (NoRoomException e) {
            log.info("no room for Chronicle Queue; the spool goes on with plain files");
        }
        plain.close();
        return current.startLog(chronicle == null ? plain(directory) : chronicle);
    }

    private SpoolDirectory directory() throws IOException {
        SpoolDirectory directory = current.directory();
        if (directory == null || !directory.exists()) {
            throw new NoSuchFileException(current.name());
        }
        return directory;
    }

    private PlainLog plain(SpoolDirectory directory) {
        return new PlainLog(directory.path(), settings.segmentBytes(), settings.freeSpaceFloor());
    }

    private @Nullable RecordLog openChronicle(SpoolDirectory directory) throws IOException {
        try {
            return ChronicleLog.open(directory.path(), settings.segmentBytes(), settings.freeSpaceFloor(), log);
        } catch (NoRoomException | FileSystemException e) {
            throw e; // the disk's fault, not Chronicle's
        } catch (Throwable e) {
            if (ChronicleEnvironment.cameTooLate(e)) {
                log.info("the JVM ends before Chronicle Queue is open; the last records go to plain files");
                return null;
            }
            SpoolDirectory.touch(directory().path()); // or it is the disk that takes nothing any more
            chronicleFailures = CHRONICLE_TRIES;
            log.warn("Chronicle Queue does not work here; the spool uses plain files", e);
            return null;
        }
    }

    /** As long as the ring has room nothing is lost by waiting; then the oldest goes for the newest, where that helps. */
    private void noRoom(long now, @Nullable IOException cause) throws IOException {
        roomSaid.warn("no room for the spool; the ring holds", cause);
        nextRoomTry = now + ROOM_RETRY_NANOS;
        if (current.ring().size() <= current.ring().capacity() / 2) {
            return;
        }
        if (retention.makeRoom(instances, roomMade)) {
            roomMade = true;
            nextRoomTry = now;
        } else {
            keptSaid.warn(
                    "no room for the spool, and to drop what waits there would not make enough: it is kept, and what finds"
                            + " the ring full is lost",
                    null);
        }
    }

    /** Brings all that the rings hold to where it can be read, without ever loading Chronicle; false if it could not. */
    boolean drainAll() {
        try {
            long now = System.nanoTime();
            if (broken) {
                nextReplacement = now;
                replace(now);
            }
            RecordLog sink = current.log();
            if (sink == null && isEmpty()) {
                return true;
            }
            sink = sink == null ? current.startLog(plain(directory())) : sink;
            boolean more = true; // applications may still be writing, so there is an end by time too
            while (more && System.nanoTime() - now < LAZY_NANOS) {
                more = drain(sink, now) > 0;
            }
            return isEmpty();
        } catch (Throwable e) {
            breakDown("the spool could not be drained", e);
            return false;
        }
    }

    /** Whether no ring holds a record. */
    boolean isEmpty() {
        return oldestFirst().stream().allMatch(each -> each.ring().size() == 0);
    }
}
