package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instance directory with its ring, its log and its reading side; or, where no directory can be had, memory in its
 * place. A spool has one at a time; when something is wrong with it, it is retired and a new one takes its place.
 */
final class SpoolInstance {
    /** All that this file system allows. */
    static final int BEST = 2;

    private final String name;
    private final @Nullable SpoolDirectory directory;
    private final boolean mappable;
    private final Ring ring;
    private final @Nullable RingFile ringFile;
    private final RecordSource source;
    private final @Nullable SignOfLife life;
    private final Map<String, long[]> recordsBySegment = new HashMap<>();
    private @Nullable RecordLog log;
    private volatile boolean retired;
    private volatile boolean ringDrained;

    private SpoolInstance(
            String name,
            @Nullable SpoolDirectory directory,
            boolean mappable,
            Ring ring,
            @Nullable RingFile ringFile,
            RecordSource source,
            @Nullable SignOfLife life,
            @Nullable RecordLog log) {
        this.name = name;
        this.directory = directory;
        this.mappable = mappable;
        this.ring = ring;
        this.ringFile = ringFile;
        this.source = source;
        this.life = life;
        this.log = log;
    }

    /** Over memory only. */
    static SpoolInstance inMemory(SpoolSettings settings, byte[] resource, Drops drops) {
        String name = SpoolDirectory.newInstance();
        MemoryLog memory = new MemoryLog(name, resource, settings.ringBytes(), drops);
        return new SpoolInstance(name, null, false, Ring.heap(settings.ringBytes(), drops), null, memory, null, memory);
    }

    /** Over a new directory. Its ring is on the heap where the file system or the room on it forbids to map one. */
    static SpoolInstance inDirectory(SpoolSettings settings, byte[] resource, Drops drops, AgentLog log, Said degraded)
            throws IOException {
        SpoolDirectory directory = SpoolDirectory.create(settings.root(), resource, settings.destinations());
        boolean mappable = ZeroedFile.mappable(directory.path());
        RingOpening opening = RingOpening.open(directory, mappable, settings, drops, log, degraded);
        DirectorySource source = new DirectorySource(directory, resource, true, drops, log);
        return new SpoolInstance(
                directory.instance(),
                directory,
                mappable,
                opening.ring(),
                opening.file(),
                source,
                life(directory, log),
                null);
    }

    private static @Nullable SignOfLife life(SpoolDirectory directory, AgentLog log) {
        try {
            return SignOfLife.begin(directory, log);
        } catch (IOException | RuntimeException e) {
            log.warn("no sign of life can be given in " + directory.path(), e);
            return null;
        }
    }

    String name() {
        return name;
    }

    @Nullable
    SpoolDirectory directory() {
        return directory;
    }

    Ring ring() {
        return ring;
    }

    RecordSource source() {
        return source;
    }

    /** Whether Chronicle may map files here. */
    boolean mappable() {
        return mappable;
    }

    /** How near it is to what a spool promises: {@link #BEST}, or less as long as the disk does not allow more. */
    int quality() {
        if (directory == null) {
            return 0;
        }
        return mappable && !ring.crashSafe() ? 1 : BEST;
    }

    /** Says that this process lives, and what is open, if it is time. */
    void beat(LastWords words, long now) {
        if (life != null) {
            life.beat(words, now);
        }
    }

    /** Says that what is open here is told elsewhere, or nowhere any more, for the process ends. Any thread. */
    void end() {
        if (life != null) {
            life.end();
        }
    }

    /** Deletes what every one of these destinations has passed, and nobody may ask for. */
    void discardDelivered(Iterable<String> destinations) throws IOException {
        if (life != null && source instanceof DirectorySource files) {
            files.discardBefore(life.deletable(files.passed(destinations)));
        } else {
            source.discardDelivered(destinations);
        }
    }

    /** Whether its directory, if it has one, is still there, and its ring. */
    boolean present() {
        return directoryExists() && (directory == null || ringDrained || ringFile == null || ringFile.exists());
    }

    /** Whether its directory is still there; true where there is none. */
    boolean directoryExists() {
        return directory == null || directory.exists();
    }

    @Nullable
    RecordLog log() {
        return log;
    }

    RecordLog startLog(RecordLog started) {
        RecordLog counted = new CountedLog(started, recordsBySegment);
        log = counted;
        return counted;
    }

    /** How many records went to a segment, which is about to be dropped. */
    long forget(String segment) {
        long[] count = recordsBySegment.remove(segment);
        return count == null ? 0 : count[0];
    }

    /** How many records went to segments that were not dropped. */
    long records() {
        return recordsBySegment.values().stream().mapToLong(count -> count[0]).sum();
    }

    /** Nothing is appended any more; what its ring still holds goes to the next instance's log. */
    void retire() {
        closeLog();
        end();
        if (source instanceof DirectorySource files) {
            files.retire();
        }
        retired = true;
    }

    boolean retired() {
        return retired;
    }

    /** The ring has given all that it held; its file is of no use. */
    void ringDrained() throws IOException {
        ringDrained = true;
        if (ringFile != null) {
            ringFile.delete();
        }
    }

    /** Whether nothing would be lost by deleting it, as far as the ring goes. */
    boolean isRingDrained() {
        return ringDrained;
    }

    /** What a broken log throws on closing is the trouble that is already known. */
    void closeLog() {
        try {
            if (log != null) {
                log.close();
            }
        } catch (Throwable e) {
            // See above.
        }
    }

    void delete() throws IOException {
        closeLife();
        if (source instanceof DirectorySource files) {
            files.delete();
        }
    }

    /** Leaves what it holds to the next start. */
    void leave() throws IOException {
        closeLife();
        if (ringFile != null) {
            ringFile.letGo();
        }
        if (directory != null) {
            directory.close();
        }
    }

    private void closeLife() {
        if (life != null) {
            life.close();
        }
    }
}
