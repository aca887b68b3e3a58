package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.RecordSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a process that is no more left behind. Ours alone until it is closed. Used by one thread, the export thread. */
public final class DeadSpool implements RecordSource, Closeable {
    private final SpoolDirectory directory;
    private final byte[] resource;
    private final List<String> destinations;
    private final DirectorySource source;

    private DeadSpool(SpoolDirectory directory, byte[] resource, List<String> destinations, DirectorySource source) {
        this.directory = directory;
        this.resource = resource;
        this.destinations = destinations;
        this.source = source;
    }

    /**
     * Takes what the ring held, and what is to be told, into the segments of a directory that is ours, and reads them from
     * then on. Whatever goes wrong, the directory is still the caller's.
     */
    static DeadSpool open(SpoolDirectory directory, SegmentReader reader, AgentLog log) throws IOException {
        byte[] resource = resource(directory, log);
        List<String> destinations = destinations(directory, log);
        takeRing(directory, log);
        takeLastWords(directory, log);
        DirectorySource source = new DirectorySource(directory, resource, false, new Drops(), log, reader);
        return new DeadSpool(directory, resource, destinations, source);
    }

    private static void takeRing(SpoolDirectory directory, AgentLog log) throws IOException {
        Path ring = RingFile.of(directory.path());
        if (ring != null && !Files.exists(ring)) {
            log.warn(
                    "the ring of " + directory.instance() + " lay in " + ring + ", which is gone: the container or the"
                            + " machine was started anew. What it held and the queue did not yet is lost",
                    null);
        } else if (ring != null && !RingLeftover.take(directory)) {
            log.warn("the ring in " + directory.path() + " is damaged; what could be read of it is kept", null);
            setAside(ring, directory, log);
        }
        RingFile.delete(directory.path());
    }

    /** It would be taken once more if it stayed, which costs more than not to see it. */
    private static void setAside(Path ring, SpoolDirectory directory, AgentLog log) {
        try {
            SetAside.keep(directory.path(), ring, directory.instance() + "-ring", log);
        } catch (IOException e) {
            log.warn(ring + " cannot be set aside", e);
        }
    }

    /** Whose they were is better not known than told wrong. */
    private static byte[] resource(SpoolDirectory directory, AgentLog log) throws IOException {
        byte[] resource = directory.resource();
        if (resource != null) {
            return resource;
        }
        Path file = directory.file(SpoolDirectory.RESOURCE);
        log.warn(file + " is damaged; the records beside it are delivered without a resource", null);
        SetAside.keep(directory.path(), file, directory.instance() + "-" + SpoolDirectory.RESOURCE, log);
        return new byte[0];
    }

    private static List<String> destinations(SpoolDirectory directory, AgentLog log) throws IOException {
        List<String> destinations = directory.destinations();
        if (destinations != null) {
            return destinations;
        }
        Path file = directory.file(DestinationsFile.NAME);
        log.warn(file + " is damaged; the records beside it are for the destinations of who finds them", null);
        SetAside.keep(directory.path(), file, directory.instance() + "-" + DestinationsFile.NAME, log);
        return List.of();
    }

    /** What cannot be read of them costs them alone: the disk may never give it. */
    private static void takeLastWords(SpoolDirectory directory, AgentLog log) throws IOException {
        try {
            LastWordsLeftover.take(directory, log);
        } catch (FileSystemException | NoRoomException | ClosedChannelException later) {
            throw later;
        } catch (IOException | RuntimeException e) {
            log.warn("what " + directory.instance() + " had open cannot be told", e);
        }
    }

    /** The name of the process instance that wrote it. */
    public String instance() {
        return directory.instance();
    }

    /** The OTLP {@code Resource} message of the process that wrote it. */
    public byte[] resource() {
        return resource.clone();
    }

    @Override
    public Position cursor(String destination) {
        return source.cursor(destination);
    }

    @Override
    public @Nullable RecordBatch read(Position from, int maxBytes) throws IOException {
        return source.read(from, maxBytes);
    }

    @Override
    public void acknowledge(String destination, Position next) throws IOException {
        source.acknowledge(destination, next);
    }

    /** Deletes what every one of these destinations has passed, and of those that it was recorded for. */
    @Override
    public void discardDelivered(Iterable<String> names) throws IOException {
        source.discardDelivered(all(names));
    }

    /** Whether these destinations, of which there is one, have read all of it. */
    public boolean delivered(Iterable<String> names) throws IOException {
        return source.delivered(names);
    }

    /**
     * Deletes the directory and closes this when every one of these destinations has read all of it, and of those that it
     * was recorded for. With none of these nothing counts as delivered.
     *
     * @return whether it is gone
     */
    public boolean deleteIfDelivered(Iterable<String> names) throws IOException {
        boolean delivered = source.delivered(names) && lacking(names).isEmpty();
        if (delivered) {
            source.delete();
        }
        return delivered;
    }

    /** The destinations that it was recorded for, that are none of these, and that have not read all of it. */
    public List<String> lacking(Iterable<String> names) throws IOException {
        List<String> lacking = new ArrayList<>();
        Set<String> others = new LinkedHashSet<>(destinations);
        names.forEach(others::remove);
        for (String other : others) {
            if (!source.delivered(List.of(other))) {
                lacking.add(other);
            }
        }
        return lacking;
    }

    private Set<String> all(Iterable<String> names) {
        Set<String> all = new LinkedHashSet<>(destinations);
        names.forEach(all::add);
        return all;
    }

    /** Bytes that its segments take on disk, now; counted as those of a living spool are. */
    public long bytes() throws IOException {
        return source.bytes();
    }

    /**
     * Drops its oldest segments, delivered or not, until no more than so many bytes are left, or one segment.
     *
     * @return how many segments
     */
    public int dropOldest(long most) throws IOException {
        return source.dropOldest(most);
    }

    /** When a record was added last, milliseconds since the epoch, as the file system has it. */
    public long lastWriteMillis() throws IOException {
        long last = 0;
        for (String segment : SegmentName.in(directory.path())) {
            last = Math.max(
                    last, Files.getLastModifiedTime(directory.file(segment)).toMillis());
        }
        return last;
    }

    /** Deletes the directory, delivered or not, and closes this. */
    public void delete() throws IOException {
        source.delete();
    }

    /** Gives it up; the next start adopts it again and goes on behind the cursors. */
    @Override
    public void close() throws IOException {
        directory.close();
    }
}
