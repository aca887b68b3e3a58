package io.indelible.agent.engine;

import io.indelible.agent.engine.config.Directories;
import io.indelible.agent.engine.config.DiskBounds;
import io.indelible.agent.engine.config.Settings;
import io.indelible.agent.engine.health.RecordCounts;
import io.indelible.agent.engine.log.AgentLogFile;
import io.indelible.agent.engine.log.StandardError;
import io.indelible.agent.engine.recorder.ProcessStart;
import io.indelible.agent.engine.resource.ProcessResource;
import io.indelible.exporter.spool.LastWords;
import io.indelible.exporter.spool.PreviousEnd;
import io.indelible.exporter.spool.SharedMemory;
import io.indelible.exporter.spool.Spool;
import io.indelible.exporter.spool.SpoolSettings;
import java.io.File;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The work of the spool's thread: opens the ring while premain goes on with the advice, then carries records from the ring
 * to the queue for as long as the process lives.
 */
final class SpoolOpening implements Runnable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Settings settings;
    private final Directories directories;
    private final EarlyRecords records;
    private final RecordCounts counts;
    private final StandardError said;
    private final AgentLogFile log;
    private volatile LastWords words = LastWords.NONE;
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable Spool spool;
    private @Nullable PreviousEnd previous;

    SpoolOpening(
            Settings settings,
            Directories directories,
            EarlyRecords records,
            RecordCounts counts,
            StandardError said,
            AgentLogFile log) {
        this.settings = settings;
        this.directories = directories;
        this.records = records;
        this.counts = counts;
        this.said = said;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            Spool open = spool;
            if (open == null) {
                open = open();
                spool = open;
                hand(open);
            }
            open.runWriter();
        } catch (VirtualMachineError starved) {
            throw starved; // and run again
        } catch (Throwable broken) {
            log.warn("the spool could not be opened; what is recorded is lost with the process", broken);
        } finally {
            opened.countDown();
        }
    }

    /** Waits until the ring is there, at most this long. */
    void await(long millis) {
        try {
            if (!opened.await(millis, TimeUnit.MILLISECONDS)) {
                log.warn("the ring is not open yet; until then records wait in memory", null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The spool; null while it is not open, or when it could not be. */
    @Nullable
    Spool spool() {
        return spool;
    }

    /** What the next process is to tell should this one die. Once, before the doorbell is connected. */
    void tell(LastWords last) {
        words = last;
        Spool open = spool;
        if (open != null) {
            open.tell(last);
        }
    }

    private void hand(Spool open) {
        open.tell(words);
        open.warmUpOn(work -> new EngineThread("indelible-chronicle", work).start());
        byte[] start = ProcessStart.record(previous, Version.AGENT, System.currentTimeMillis() * NANOS_PER_MILLI);
        Runnable announcement = () -> counts.announced(open.write(start, 0, start.length));
        if (previous != null && previous.how() == PreviousEnd.How.KILLED) {
            // There is something to deliver anyway.
            announcement.run();
            announcement = null;
        }
        records.open((signal, bytes, offset, length) -> open.write(bytes, offset, length), announcement);
        opened.countDown();
        if (records.dropped() > 0) {
            log.warn(records.dropped() + " records found no room in memory before the spool was open; lost", null);
        }
    }

    private Spool open() {
        boolean created = directories.create();
        if (!created && directories.problem() == null) {
            said.trouble("cannot create " + directories.service() + "; until that is possible nothing is kept on disk");
        }
        // That there is no log is no news where there is no directory.
        log.open(directories.service(), created ? said::trouble : line -> {});
        previous = PreviousEnd.find(directories.service().toPath(), log);
        byte[] resource = ProcessResource.of(settings, Version.AGENT).encode();
        SpoolSettings spool = spoolSettings(settings, settings.spool(), directories.service())
                .withDestinations(Exporters.names(settings));
        return Spool.open(withRing(spool), resource, log);
    }

    /** Asks the file system; hence not part of what premain reads. */
    private SpoolSettings withRing(SpoolSettings bounds) {
        String place = settings.ringPlace();
        return place.equals("disk") ? bounds : bounds.withMemory(SharedMemory.directory(place.equals("memory")));
    }

    /** The bounds on what dead processes left below a service's directory, given those of one spool. */
    static DeadBounds deadBounds(Settings settings, DiskBounds bounds, File service) {
        SpoolSettings own = spoolSettings(settings, bounds, service);
        return new DeadBounds(own.maxBytes(), own.maxAgeMillis());
    }

    private static SpoolSettings spoolSettings(Settings settings, DiskBounds bounds, File service) {
        SpoolSettings defaults = SpoolSettings.of(service.toPath());
        return new SpoolSettings(
                defaults.root(),
                settings.ringBytes(),
                defaults.segmentBytes(),
                bounds.maxBytes(),
                bounds.maxAgeMillis(),
                defaults.freeSpaceFloor());
    }
}
