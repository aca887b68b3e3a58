package io.indelible.exporter.spool;

import static org.agrona.concurrent.ringbuffer.RecordDescriptor.ALIGNMENT;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.HEAD_POSITION_OFFSET;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TAIL_POSITION_OFFSET;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a dead process left in its ring: a copy of the file in memory, walked by the layout of Agrona's many-to-one ring.
 * Agrona's own reader trusts what it reads, which is right for a ring that it has just made and wrong for a file.
 */
final class RingLeftover {
    private static final int PADDING = -1;
    private static final long MAX_FILE = (1L << 28) + TRAILER_LENGTH;

    private final byte[] array;
    private final ByteBuffer bytes;
    private final int capacity;
    private int halfWritten;

    private RingLeftover(byte[] array) {
        this.array = array;
        this.bytes = ByteBuffer.wrap(array).order(ByteOrder.nativeOrder());
        this.capacity = array.length - TRAILER_LENGTH;
    }

    static RingLeftover read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException(file + " is longer than any ring");
        }
        return new RingLeftover(Files.readAllBytes(file));
    }

    /** Records that their threads did not finish; nobody was told that they were kept. */
    int halfWritten() {
        return halfWritten;
    }

    /**
     * Appends what is there.
     *
     * @return whether the ring could be followed to its end
     */
    boolean appendTo(RecordLog log) throws IOException {
        if (capacity <= 0 || Integer.bitCount(capacity) != 1) {
            return false;
        }
        long head = bytes.getLong(capacity + HEAD_POSITION_OFFSET);
        long tail = bytes.getLong(capacity + TAIL_POSITION_OFFSET);
        if (head < 0 || tail < head || tail - head > capacity || (head & (ALIGNMENT - 1)) != 0) {
            return false;
        }
        while (head < tail) {
            long next = step((int) head & (capacity - 1), head, log);
            if (next > tail || next <= head) {
                return false;
            }
            head = next;
        }
        return true;
    }

    /** The position behind the record at this index; not greater than {@code head} when there cannot be one. */
    private long step(int index, long head, RecordLog log) throws IOException {
        int length = bytes.getInt(index);
        if (length == 0) {
            return head
                    + ALIGNMENT; // claimed by a thread that came no further: its space was zero, and is stepped over
        }
        long size = Math.abs((long) length);
        long next = head + ((size + ALIGNMENT - 1) & -ALIGNMENT);
        if (size < HEADER_LENGTH || size > capacity - index) {
            return -1;
        }
        if (length < 0) {
            halfWritten++;
        } else if (bytes.getInt(index + Integer.BYTES) != PADDING) {
            append(index + HEADER_LENGTH, length - HEADER_LENGTH, log);
        }
        return next;
    }

    private void append(int offset, int length, RecordLog log) throws IOException {
        if (length > 0 && length <= Frame.MAX_DATA_LENGTH - Frame.CRC && !log.append(array, offset, length)) {
            throw new NoRoomException("no room for what a dead process left in its ring");
        }
    }

    /** Takes a directory's ring, if it still has one, into its segments; never twice. */
    static boolean take(SpoolDirectory directory) throws IOException {
        Path ring = RingFile.of(directory.path());
        if (ring == null || !Files.exists(ring)) {
            return true;
        }
        boolean whole;
        try (PlainLog log = new PlainLog(directory.path(), Long.MAX_VALUE / 2, 0)) {
            whole = read(ring).appendTo(log);
            log.force();
        }
        if (whole) {
            RingFile.delete(directory.path());
        }
        return whole;
    }
}
