package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Holds a spool to its bound: the oldest segments go first, counted and said. Used by the writer thread. */
final class Retention {
    /** A file system that frees later has done so by then; so has whoever had the dropped segment open. */
    private static final long FREEING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SpoolSettings settings;
    private final Drops drops;
    private final Said said;
    private final LongSupplier nanoTime;
    /** When each segment was found finished, ticks. */
    private final Map<String, Long> finished = new HashMap<>();

    private long roomBefore = Long.MIN_VALUE;
    private long roomMadeAt;
    private volatile long bytes;

    Retention(SpoolSettings settings, Drops drops, AgentLog log) {
        this(settings, drops, log, System::nanoTime);
    }

    Retention(SpoolSettings settings, Drops drops, AgentLog log, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.settings = settings;
        this.drops = drops;
        this.said = new Said(log);
    }

    /** Bytes of all segments when last looked. */
    long bytes() {
        return bytes;
    }

    /** Drops what is beyond the bound on size or age. */
    void enforce(List<SpoolInstance> instances) throws IOException {
        long total = 0;
        for (SpoolInstance instance : instances) {
            total += size(instance);
        }
        noteFinished(instances);
        for (SpoolInstance instance : instances) {
            total = enforce(instance, total);
        }
        bytes = total;
    }

    private long enforce(SpoolInstance instance, long before) throws IOException {
        long total = before;
        for (String segment : droppable(instance)) {
            Path file = file(instance, segment);
            boolean tooOld = ageMillis(key(instance, segment)) > settings.maxAgeMillis();
            if (total <= settings.maxBytes() && !tooOld) {
                break;
            }
            total -= size(file);
            drop(instance, segment, tooOld ? "too old" : "beyond the bound of " + settings.maxBytes() + " bytes");
        }
        return total;
    }

    /**
     * Ages are counted in ticks, from when a segment was found finished: all of these are of this process, and a clock that
     * is set by years must neither drop everything nor keep it for ever.
     */
    private void noteFinished(List<SpoolInstance> instances) throws IOException {
        long now = nanoTime.getAsLong();
        Set<String> there = new HashSet<>();
        for (SpoolInstance instance : instances) {
            for (String segment : droppable(instance)) {
                there.add(key(instance, segment));
                finished.putIfAbsent(key(instance, segment), now);
            }
        }
        finished.keySet().retainAll(there);
    }

    private long ageMillis(String key) {
        long now = nanoTime.getAsLong();
        return TimeUnit.NANOSECONDS.toMillis(now - finished.getOrDefault(key, now));
    }

    /**
     * Drops the oldest segments until a new one finds room: those that it takes, and none where all would not be enough, for
     * then somebody else has filled the disk.
     *
     * @param again whether the last time was to no avail: what room there is then is not what is missing
     * @return whether there may be room now
     */
    boolean makeRoom(List<SpoolInstance> instances, boolean again) throws IOException {
        long wanted = settings.freeSpaceFloor() + settings.segmentBytes() + ChronicleLog.SLACK;
        long room = Files.getFileStore(settings.root()).getUsableSpace();
        long missing = wanted - room;
        long most = droppableBytes(instances);
        if (most == 0 || most < missing || (again && (missing <= 0 || notFreedYet(room)))) {
            return false;
        }
        roomBefore = room;
        roomMadeAt = nanoTime.getAsLong();
        for (SpoolInstance instance : instances) {
            for (String segment : droppable(instance)) {
                missing -= size(file(instance, segment));
                drop(instance, segment, "the disk is full");
                if (missing <= 0) {
                    return true;
                }
            }
        }
        return true;
    }

    private boolean notFreedYet(long room) {
        return room <= roomBefore && nanoTime.getAsLong() - roomMadeAt < FREEING_NANOS;
    }

    private long droppableBytes(List<SpoolInstance> instances) throws IOException {
        long bytes = 0;
        for (SpoolInstance instance : instances) {
            for (String segment : droppable(instance)) {
                bytes += size(file(instance, segment));
            }
        }
        return bytes;
    }

    private void drop(SpoolInstance instance, String segment, String why) throws IOException {
        if (Files.deleteIfExists(file(instance, segment))) {
            long records = instance.forget(segment);
            drops.oldest.add(records);
            said.warn("the oldest segment was dropped, " + why + ": " + records + " records", null);
        }
    }

    /** All but the one being appended. */
    private static List<String> droppable(SpoolInstance instance) throws IOException {
        SpoolDirectory directory = instance.directory();
        if (directory == null) {
            return List.of();
        }
        List<String> segments = SegmentName.in(directory.path());
        boolean appended = !instance.retired() && !segments.isEmpty();
        return appended ? segments.subList(0, segments.size() - 1) : segments;
    }

    private long size(SpoolInstance instance) throws IOException {
        SpoolDirectory directory = instance.directory();
        if (directory == null) {
            return 0;
        }
        long total = 0;
        for (String segment : SegmentName.in(directory.path())) {
            total += size(directory.file(segment));
        }
        for (String spare : SegmentName.preparedIn(directory.path())) {
            total += size(directory.file(spare));
        }
        return total;
    }

    /** A Chronicle segment is longer than what is on the disk: its last part is a hole. */
    private long size(Path file) throws IOException {
        try {
            long length = Files.size(file);
            boolean plain = file.toString().endsWith(SegmentName.PLAIN);
            return plain ? length : Math.min(length, settings.segmentBytes() + ChronicleLog.SLACK);
        } catch (NoSuchFileException e) {
            return 0; // delivered and deleted meanwhile
        }
    }

    private static String key(SpoolInstance instance, String segment) {
        return instance.name() + '/' + segment;
    }

    private static Path file(SpoolInstance instance, String segment) {
        SpoolDirectory directory = instance.directory();
        if (directory == null) {
            throw new IllegalStateException(instance.name() + " has no files");
        }
        return directory.file(segment);
    }
}
