package io.indelible.exporter.file;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.WallClock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the store within its bounds: deletes the oldest closed segments, of whichever signal and instance. Several
 * processes may do so in one directory.
 */
final class Retention {
    private final FileSettings settings;
    private final AgentLog log;
    private volatile long deletedSegments;
    private volatile long deletedBytes;

    Retention(FileSettings settings, AgentLog log) {
        this.settings = settings;
        this.log = log;
    }

    long deletedSegments() {
        return deletedSegments;
    }

    long deletedBytes() {
        return deletedBytes;
    }

    /** Deletes what is too old, and what is too much once so many bytes will have been added. */
    void makeRoom(long coming, Instant now) throws IOException {
        List<Stored> all = list();
        long total = coming + all.stream().mapToLong(Stored::bytes).sum();
        long oldest = now.toEpochMilli() - settings.maxAgeMillis();
        int segments = 0;
        long bytes = 0;
        for (Stored each : all) {
            boolean tooMuch = total - bytes > settings.maxBytes();
            boolean tooOld = WallClock.wasSetAt(each.lastWrite) && each.lastWrite < oldest;
            if (!each.name.open() && (tooMuch || tooOld) && Files.deleteIfExists(each.path)) {
                segments++;
                bytes += each.bytes;
            }
        }
        count(segments, bytes);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void count(int segments, long bytes) {
        if (segments > 0) {
            deletedSegments += segments;
            deletedBytes += bytes;
            log.info("The local store has reached its bound: deleted the " + segments + " oldest files, " + bytes
                    + " bytes");
        }
    }

    private List<Stored> list() throws IOException {
        List<Stored> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(settings.directory())) {
            for (Path each : files) {
                SegmentName name = SegmentName.parse(each);
                if (name != null) {
                    all.add(new Stored(each, name, length(each), lastWrite(each)));
                }
            }
        }
        all.sort(Comparator.comparing(each -> each.name.time()));
        return all;
    }

    // java.io answers 0 where another process has just deleted the file; that is what it now takes.
    private static long length(Path file) {
        return file.toFile().length();
    }

    private static long lastWrite(Path file) {
        return file.toFile().lastModified();
    }

    private record Stored(Path path, SegmentName name, long bytes, long lastWrite) {}
}
