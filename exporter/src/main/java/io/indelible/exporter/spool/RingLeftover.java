package io.indelible.exporter.spool;

import static org.agrona.concurrent.ringbuffer.RecordDescriptor.ALIGNMENT;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.HEAD_POSITION_OFFSET;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TAIL_POSITION_OFFSET;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.SpoolRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dead process left in its ring: the file, walked by the layout of Agrona's many-to-one ring.
 * Agrona's own reader trusts what it reads, which is right for a ring that it has just made and wrong for a file. Here
 * nothing is a record but what has the right checksum; behind anything else the next record is looked for.
 *
 * <p>Who is killed after the log had records, and before the ring moved on, leaves them in both. They are told once.
 */
final class RingLeftover implements Closeable {
    private static final int PADDING = -1;
    private static final long MAX_FILE = (1L << 28) + TRAILER_LENGTH;

    private final FileWindow file;
    private final int capacity;
    private final Extents records = new Extents();
    /** The log has those before it. */
    private int first;

    private int halfWritten;
    private boolean whole;

    private RingLeftover(FileWindow file) {
        this.file = file;
        this.capacity = file.length() - TRAILER_LENGTH;
    }

    /**
     * Reads it; null when it is no ring, whoever reads it.
     *
     * @throws IOException when it cannot be read now
     */
    static @Nullable RingLeftover open(Path ring) throws IOException {
        long length = Files.size(ring);
        if (Files.isDirectory(ring) || length > MAX_FILE) {
            return null;
        }
        RingLeftover leftover = new RingLeftover(FileWindow.of(ring, (int) length));
        try {
            leftover.find();
            return leftover;
        } catch (IOException | RuntimeException e) {
            leftover.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Records that their threads did not finish; nobody was told that they were kept. */
    int halfWritten() {
        return halfWritten;
    }

    /** Whether nothing in it was damaged. */
    boolean isWhole() {
        return whole;
    }

    private void find() throws IOException {
        int size = capacity > 0 && Integer.bitCount(capacity) == 1 ? capacity : file.length();
        int start = size == capacity ? start() : 0;
        whole = start >= 0 && size == capacity;
        // All of it, wherever its end is said to be: what was drained was overwritten with zeros.
        walk(Math.max(start, 0), size, size);
        walk(0, start, size);
    }

    /** Where the oldest record begins; -1 when that cannot be. */
    private int start() throws IOException {
        long head = file.getLong(capacity + HEAD_POSITION_OFFSET);
        long tail = file.getLong(capacity + TAIL_POSITION_OFFSET);
        boolean possible = head >= 0 && tail >= head && tail - head <= capacity && (head & (ALIGNMENT - 1)) == 0;
        return possible ? (int) head & (capacity - 1) : -1;
    }

    private void walk(int from, int to, int limit) throws IOException {
        for (int index = from; index < to; ) {
            index = step(index, limit);
        }
    }

    /** Where the next record may begin. */
    private int step(int index, int limit) throws IOException {
        if (limit - index < HEADER_LENGTH) {
            return limit;
        }
        int length = file.getInt(index);
        if (length == 0) {
            return index + ALIGNMENT; // claimed by a thread that came no further: its space was zero
        }
        long size = Math.abs((long) length);
        if (size < HEADER_LENGTH || size > limit - index) {
            return damaged(index);
        }
        int next = index + (int) ((size + ALIGNMENT - 1) & -ALIGNMENT);
        int type = file.getInt(index + Integer.BYTES);
        if (length > 0 && type != PADDING) {
            return add(index + HEADER_LENGTH, length - HEADER_LENGTH, type) ? next : damaged(index);
        }
        if (holdsRecord(index + HEADER_LENGTH, next, limit)) {
            return damaged(index);
        }
        halfWritten += length < 0 ? 1 : 0;
        return next;
    }

    /** What is stepped over as unfinished or empty has no records in it, unless its length is wrong. */
    private boolean holdsRecord(int from, int to, int limit) throws IOException {
        for (int index = from; index < to && limit - index > HEADER_LENGTH; index += ALIGNMENT) {
            int length = file.getInt(index);
            if (length > HEADER_LENGTH
                    && length <= limit - index
                    && isSound(index + HEADER_LENGTH, length - HEADER_LENGTH, file.getInt(index + Integer.BYTES))) {
                return true;
            }
        }
        return false;
    }

    private int damaged(int index) {
        whole = false;
        return index + ALIGNMENT;
    }

    private boolean add(int offset, int length, int type) throws IOException {
        boolean sound = isSound(offset, length, type);
        if (sound) {
            records.add(offset, length);
        }
        return sound;
    }

    private boolean isSound(int offset, int length, int type) throws IOException {
        return length > 0 && length <= SpoolRecord.MAX_LENGTH && Ring.mark(sum(offset, length)) == type;
    }

    private long sum(int offset, int length) throws IOException {
        int at = file.at(offset, length);
        return Ring.sum(file.array(), at, length);
    }

    /** Takes a directory's ring, if it still has one, into its segments; never twice. */
    static boolean take(SpoolDirectory directory) throws IOException {
        Path ring = RingFile.of(directory.path());
        if (ring == null || !Files.exists(ring)) {
            return true;
        }
        try (RingLeftover leftover = open(ring)) {
            if (leftover == null) {
                return false;
            }
            leftover.leaveOutLogged(directory);
            PlainLog.addWhole(directory.path(), leftover::appendTo);
            if (leftover.whole) {
                RingFile.delete(directory.path());
            }
            return leftover.whole;
        }
    }

    /** What was logged last is in the newest segment. */
    private void leaveOutLogged(SpoolDirectory directory) throws IOException {
        List<String> segments = SegmentName.in(directory.path());
        if (!records.any() || segments.isEmpty()) {
            return;
        }
        Overlap overlap = new Overlap(sums());
        try {
            DirectorySource.look(directory, new Position(segments.get(segments.size() - 1), 0), each -> {
                overlap.add(Ring.sum(each.bytes(), each.offset(), each.length()));
                return true;
            });
            first = overlap.length();
        } catch (IOException unreadable) {
            // Nothing is left out: told twice is better than not at all.
        }
    }

    private long[] sums() throws IOException {
        long[] sums = new long[records.count()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sum(records.start(i), records.length(i));
        }
        return sums;
    }

    /** Appends what is there. */
    void appendTo(RecordLog log) throws IOException {
        Lot lot = new Lot();
        for (int i = first; i < records.count(); i++) {
            int at = file.at(records.start(i), records.length(i));
            lot.add(file.array(), at, records.length(i));
            if (lot.full() || i == records.count() - 1) {
                pass(lot, log);
            }
        }
    }

    private static void pass(Lot lot, RecordLog log) throws IOException {
        if (!log.append(lot)) {
            throw new NoRoomException("no room for what a dead process left in its ring");
        }
        lot.clear();
    }
}
