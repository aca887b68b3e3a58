package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.RecordSource;
import io.indelible.exporter.SpoolRecord;
import io.indelible.exporter.spool.SegmentReader.Stop;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the segments of one directory, while a log still writes there or long after. */
final class DirectorySource implements RecordSource {
    private static final int LOOK_BYTES = 1 << 20;

    private final SpoolDirectory directory;
    private final byte[] resource;
    private final Drops drops;
    private final AgentLog log;
    private final SegmentReader reader;
    private final Map<String, Position> cursors = new HashMap<>();
    private final Set<Position> damages = new HashSet<>();
    private final Set<String> damagedSegments = new HashSet<>();
    /** Ends of finished segments, behind which was looked in vain. */
    private final Map<String, Long> ends = new HashMap<>();

    private volatile boolean live;
    private boolean onlyLooks;
    private List<String> segments = List.of();

    DirectorySource(SpoolDirectory directory, byte[] resource, boolean live, Drops drops, AgentLog log) {
        this(directory, resource, live, drops, log, new SegmentReader());
    }

    /** One that shares its reader with others of the same thread. */
    DirectorySource(
            SpoolDirectory directory, byte[] resource, boolean live, Drops drops, AgentLog log, SegmentReader reader) {
        this.reader = reader;
        this.directory = directory;
        this.resource = resource;
        this.live = live;
        this.drops = drops;
        this.log = log;
    }

    /**
     * Shows what the segments of a dead process hold from a position on, for as long as more is wanted. Neither says nor sets
     * aside what cannot be read: whoever delivers them does.
     */
    static void look(SpoolDirectory directory, Position from, Predicate<SpoolRecord> wantsMore) throws IOException {
        DirectorySource source = new DirectorySource(directory, new byte[0], false, new Drops(), AgentLog.SILENT);
        source.onlyLooks = true;
        RecordBatch batch = source.read(from, LOOK_BYTES);
        while (batch != null && batch.records().stream().allMatch(wantsMore)) {
            batch = source.read(batch.next(), LOOK_BYTES);
        }
    }

    /** Nothing is appended here any more. */
    void retire() {
        live = false;
    }

    @Override
    public Position cursor(String destination) {
        return cursors.computeIfAbsent(destination, this::storedCursor);
    }

    private Position storedCursor(String destination) {
        try {
            return CursorFile.read(CursorFile.of(directory.path(), destination));
        } catch (IOException e) {
            log.warn("cursor of " + destination + " cannot be read; records may be delivered again", e);
            return Position.START;
        }
    }

    @Override
    public void acknowledge(String destination, Position next) throws IOException {
        cursors.put(destination, next);
        CursorFile.write(CursorFile.of(directory.path(), destination), next);
    }

    @Override
    public @Nullable RecordBatch read(Position from, int maxBytes) throws IOException {
        // All segments known from before may have been dropped since: the list is believed where it has something only.
        RecordBatch batch = indexOf(from.segment()) < segments.size() - 1 ? readListed(from, maxBytes, true) : null;
        if (batch != null) {
            return batch;
        }
        boolean appended = live; // asked before the files are listed: the answer may be outdated in one direction only
        segments = SegmentName.in(directory.path());
        return readListed(from, maxBytes, appended);
    }

    private @Nullable RecordBatch readListed(Position from, int maxBytes, boolean appended) throws IOException {
        for (int index = indexOf(from.segment()); index < segments.size(); index++) {
            String segment = segments.get(index);
            boolean finished = !appended || index < segments.size() - 1;
            long offset = segment.equals(from.segment()) ? from.offset() : 0;
            RecordBatch batch = read(segment, offset, finished, maxBytes);
            if (batch != null || !finished) {
                return batch;
            }
        }
        return null;
    }

    /** The first segment that is not older. */
    private int indexOf(String segment) {
        int index = 0;
        while (index < segments.size() && segments.get(index).compareTo(segment) < 0) {
            index++;
        }
        return index;
    }

    private @Nullable RecordBatch read(String segment, long offset, boolean finished, int maxBytes) throws IOException {
        // Closed at once: what is open takes its room on the disk even when it was dropped.
        try (FileChannel channel = open(segment)) {
            return channel == null ? null : read(channel, segment, offset, finished, maxBytes);
        }
    }

    private @Nullable RecordBatch read(FileChannel channel, String segment, long offset, boolean finished, int maxBytes)
            throws IOException {
        List<SpoolRecord> records = new ArrayList<>();
        long left = maxBytes;
        long next = offset;
        while (next >= 0) {
            Stop stop;
            try {
                stop = reader.read(channel, next, (int) left, records);
            } catch (IOException e) {
                if (records.isEmpty()) {
                    throw e;
                }
                return batch(segment, records, next, true); // what was read before it is sound
            }
            keepUnreadable(segment);
            left -= reader.position() - next;
            boolean more = stop == Stop.ENOUGH || stop == Stop.DAMAGED;
            if (!records.isEmpty() && (stop != Stop.ENOUGH || left <= 0)) {
                return batch(segment, records, reader.position(), finished || more);
            }
            if (records.isEmpty()) {
                left = maxBytes; // all that was there is of another version
            }
            next = stop == Stop.ENOUGH ? reader.position() : behind(channel, segment, finished, stop);
        }
        return null;
    }

    /** What another version wrote is kept for it. */
    private void keepUnreadable(String segment) {
        int records = reader.unreadable();
        drops.unreadable.add(records);
        if (records > 0 && damagedSegments.add(segment)) {
            log.warn(
                    directory.file(segment) + " holds records of another version of this program, which are not read",
                    null);
        }
    }

    private RecordBatch batch(String segment, List<SpoolRecord> records, long next, boolean more) {
        return new RecordBatch(resource, directory.instance(), records, new Position(segment, next), more);
    }

    /** Where reading goes on behind what stopped it; -1: not in this segment, or not now. */
    private long behind(FileChannel channel, String segment, boolean finished, Stop stop) throws IOException {
        long at = reader.position();
        if (!finished && stop != Stop.DAMAGED) {
            return -1;
        }
        Long end = ends.get(segment);
        if (end != null && end == at) {
            return -1;
        }
        String damage = stop == Stop.DAMAGED ? reader.damage() : "an unfinished record";
        // A live segment's page may have been copied while it was written: look twice before believing in damage.
        if (!finished && reader.read(channel, at, 1, new ArrayList<>()) != Stop.DAMAGED) {
            return at;
        }
        long next = reader.find(channel, at + Frame.ALIGNMENT);
        // A process that dies while it writes a lot leaves records in it that are whole.
        boolean begun = stop == Stop.UNFINISHED && next == at + Frame.BEFORE_RECORD;
        if ((next >= 0 && !begun) || stop == Stop.DAMAGED) {
            say(new Position(segment, at), damage);
        }
        if (next < 0 && finished) {
            ends.put(segment, at);
        }
        return next;
    }

    private void say(Position at, String damage) {
        damagedSegments.add(at.segment());
        if (damages.add(at)) {
            drops.damagedStretches.increment();
            Path file = directory.file(at.segment());
            log.warn(
                    file + " is damaged at byte " + at.offset() + " (" + damage + "); reading goes on behind it", null);
        }
    }

    /** Null when it was deleted. */
    private @Nullable FileChannel open(String segment) throws IOException {
        try {
            return FileChannel.open(directory.file(segment), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            if (live) {
                throw e;
            }
            if (!onlyLooks) {
                setAside(segment, e);
            }
            return null;
        }
    }

    /** It became somebody else's, and would hold up all that come after it. */
    private void setAside(String segment, IOException cause) throws IOException {
        Path file = directory.file(segment);
        log.warn(file + " may not be read", cause);
        SetAside.keep(directory.path(), file, directory.instance() + "-" + segment, log);
    }

    /** Whether none of these destinations, of which there is one, has anything left to read. */
    boolean delivered(Iterable<String> destinations) throws IOException {
        boolean any = false;
        for (String destination : destinations) {
            any = true;
            if (read(cursor(destination), 1) != null) {
                return false;
            }
        }
        return any;
    }

    @Override
    public void discardDelivered(Iterable<String> destinations) throws IOException {
        discardBefore(passed(destinations));
    }

    /** The segment before which every one of these destinations has read all; empty when there is none. */
    String passed(Iterable<String> destinations) {
        String passed = null;
        for (String destination : destinations) {
            String segment = cursor(destination).segment();
            passed = passed == null || segment.compareTo(passed) < 0 ? segment : passed;
        }
        return passed == null ? "" : passed;
    }

    /** Deletes the segments before this one. */
    void discardBefore(String passed) throws IOException {
        if (passed.isEmpty()) {
            return;
        }
        for (String segment : SegmentName.in(directory.path())) {
            if (segment.compareTo(passed) < 0) {
                discard(segment);
            }
        }
    }

    /** Bytes that its segments take on the disk. A Chronicle segment is longer: its last fifth is a hole. */
    long bytes() throws IOException {
        long bytes = 0;
        for (String segment : SegmentName.in(directory.path())) {
            bytes += bytes(segment);
        }
        return bytes;
    }

    private long bytes(String segment) throws IOException {
        long length = Files.size(directory.file(segment));
        return segment.endsWith(SegmentName.PLAIN) ? length : Math.min(length, length / 5 * 4 + ChronicleLog.SLACK);
    }

    /** Drops the oldest segments, delivered or not, until no more than so many bytes are left, or one segment. */
    int dropOldest(long most) throws IOException {
        long bytes = bytes();
        int dropped = 0;
        List<String> there = SegmentName.in(directory.path());
        for (; bytes > most && dropped < there.size() - 1; dropped++) {
            bytes -= bytes(there.get(dropped));
            discard(there.get(dropped));
        }
        return dropped;
    }

    private void discard(String segment) throws IOException {
        ends.remove(segment);
        Path file = directory.file(segment);
        if (damagedSegments.remove(segment)) {
            SetAside.keep(directory.path(), file, directory.instance() + "-" + segment, log);
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** Deletes the directory; what was damaged in it is set aside. */
    void delete() throws IOException {
        for (String segment : List.copyOf(damagedSegments)) {
            discard(segment);
        }
        directory.delete();
    }
}
