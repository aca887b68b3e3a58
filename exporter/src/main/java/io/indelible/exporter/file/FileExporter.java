package io.indelible.exporter.file;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter;
import io.indelible.exporter.OwnerOnly;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The local store: OTLP JSON lines in files of one signal and one instance, which anyone can read.
 *
 * <p>What is accepted is whole on the disk, in a file that is still there. What cannot be written is not there at all,
 * and is tried again: a full disk, a directory that was deleted or may not be written are no reason to drop anything.
 */
public final class FileExporter implements Exporter {
    private final FileSettings settings;
    private final InstantSource clock;
    private final AgentLog log;
    private final Retention retention;
    private final StoreLines lines = new StoreLines();
    private final Map<Key, Segment> segments = new HashMap<>();

    /** A store with the clock of this machine; touches no file before it is used. */
    public FileExporter(FileSettings settings, AgentLog log) {
        this(settings, InstantSource.system(), log);
    }

    /** As above with another clock: for names, ages of segments and retention. */
    public FileExporter(FileSettings settings, InstantSource clock, AgentLog log) {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        retention = new Retention(settings, log);
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Outcome export(Signal signal, byte[] resource, String instance, List<SpoolRecord> records) {
        lines.write(signal, resource, records);
        if (lines.rejected() == records.size()) {
            return Outcome.rejected(lines.rejected(), lines.reason());
        }
        try {
            closeFull();
            append(new Key(signal, instance));
        } catch (IOException e) {
            return Outcome.retry(-1, trouble(e));
        }
        return new Outcome(Kind.ACCEPTED, lines.rejected(), -1, lines.reason());
    }

    /**
     * Ends the segments that instances which are not alive have left open. Once, at start, on the export thread.
     *
     * @param instanceIsAlive whether somebody holds the lock of that instance's spool, this process included
     */
    public void finishDead(Predicate<String> instanceIsAlive) {
        new DeadSegments(settings.directory(), log).finish(instanceIsAlive);
    }

    /** Segments that retention has deleted. Any thread. */
    public long deletedSegments() {
        return retention.deletedSegments();
    }

    /** Bytes of them. Any thread. */
    public long deletedBytes() {
        return retention.deletedBytes();
    }

    @Override
    public void finish(String instance) {
        for (Key each : new ArrayList<>(segments.keySet())) {
            if (each.instance.equals(instance)) {
                close(each);
            }
        }
        // It may have died while this process lived: what it left open itself was not dead at the start.
        finishDead(other -> !other.equals(instance));
    }

    @Override
    public void close() {
        for (Key each : new ArrayList<>(segments.keySet())) {
            close(each);
        }
    }

    private void append(Key key) throws IOException {
        Segment segment = segments.get(key);
        if (segment == null) {
            segment = begin(key);
        }
        try {
            segment.append(lines.bytes().array(), lines.bytes().size());
        } catch (IOException e) {
            if (segment.exists()) {
                throw e;
            }
        }
        if (!segment.exists()) {
            // Deleted under us, or its disk is away: what was just written went with it. Once more, in a new file.
            segments.remove(key);
            segment.abandon();
            begin(key).append(lines.bytes().array(), lines.bytes().size());
        }
    }

    private Segment begin(Key key) throws IOException {
        Instant now = clock.instant();
        OwnerOnly.createDirectories(settings.directory());
        retention.makeRoom(settings.segmentBytes(), now);
        Segment segment = Segment.begin(settings.directory(), key.signal, key.instance, now);
        segments.put(key, segment);
        return segment;
    }

    // All of them, so that one nobody writes to any more gets its final name too.
    private void closeFull() {
        Instant now = clock.instant();
        for (Key each : new ArrayList<>(segments.keySet())) {
            Segment segment = segments.get(each);
            if (segment != null && segment.full(settings, now)) {
                close(each);
            }
        }
    }

    private void close(Key key) {
        @Nullable Segment segment = segments.remove(key);
        if (segment == null) {
            return;
        }
        try {
            segment.close();
        } catch (IOException e) {
            log.warn("A file of the local store could not get its final name: " + reason(e), null);
        }
    }

    // Without the name of the file, which differs at each attempt: the same trouble is said once.
    private String trouble(IOException e) {
        String reason = reason(e);
        String file = e instanceof FileSystemException failure ? failure.getFile() : null;
        Path directory = settings.directory();
        return file != null && directory.equals(Path.of(file).getParent())
                ? reason.replace(file, directory.toString())
                : reason;
    }

    // The message of these exceptions may be the path alone.
    private static String reason(IOException e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return e instanceof FileSystemException || message.isEmpty()
                ? e.getClass().getSimpleName() + message
                : message.substring(2);
    }

    private record Key(Signal signal, String instance) {}
}
