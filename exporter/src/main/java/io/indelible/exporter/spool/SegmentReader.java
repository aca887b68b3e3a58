package io.indelible.exporter.spool;

import io.indelible.exporter.SpoolRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments of either log by ordinary reads: what is mapped and damaged can end the JVM, what is read and damaged is
 * a wrong number. Believes no length before it was checked and no record before its CRC was. Used by one thread.
 */
final class SegmentReader {
    /** Read at once; more only for a record that is longer. */
    private static final int BULK = 256 * 1024;

    private static final int SHORTEST_RECORD = Frame.CRC + SpoolRecord.HEADER_LENGTH;

    /** Why reading stopped. */
    enum Stop {
        /** Enough was read; there may be more. */
        ENOUGH,
        /** Nothing was written behind it, so far. */
        END,
        /** The log says that nothing will be written behind it. */
        CLOSED,
        /** A document is there, but not all of it. */
        UNFINISHED,
        /** What is there cannot have been written by a log. */
        DAMAGED
    }

    /** Made with the first reading: of many spools that are found most are not read. */
    private ByteBuffer window = ByteBuffer.allocate(0);

    private ByteBuffer checked = window;
    private final CRC32C crc = new CRC32C();
    private long windowStart;
    /** Whether the window ends where the file does. */
    private boolean endOfFile;

    private long position;

    /** Where in the window the records lie that were found. */
    private final Extents found = new Extents();

    private int unreadable;
    private String damage = "";

    /** Where the last reading stopped: what comes next, or what is wrong. */
    long position() {
        return position;
    }

    /** What was wrong there, in words. */
    String damage() {
        return damage;
    }

    /** How many of the last reading's records were sound but of no known version. */
    int unreadable() {
        return unreadable;
    }

    /**
     * Reads records from a position on, about {@code maxBytes} of them, and adds them to {@code records}.
     *
     * @throws IOException when the file cannot be read now
     */
    Stop read(FileChannel channel, long from, int maxBytes, List<SpoolRecord> records) throws IOException {
        position = Frame.align(from);
        found.clear();
        unreadable = 0;
        fill(channel, Frame.HEADER); // most looks at a live segment find nothing: let these be cheap
        Stop stop = null;
        while (stop == null) {
            stop = found.any() && found.end() - found.start() >= maxBytes ? Stop.ENOUGH : step(channel);
        }
        take(records);
        return stop;
    }

    /** One document. Null: there may be another. */
    private @Nullable Stop step(FileChannel channel) throws IOException {
        if (!has(Frame.HEADER) && !refill(channel, Frame.HEADER)) {
            return found.any() && !endOfFile ? Stop.ENOUGH : Stop.END;
        }
        int header = window.getInt(at());
        if (header == Frame.NOTHING) {
            return Stop.END;
        }
        if (header == Frame.END_OF_SEGMENT) {
            return Stop.CLOSED;
        }
        if ((header & Frame.UNFINISHED) != 0) {
            return Stop.UNFINISHED;
        }
        int length = header & Frame.LENGTH;
        return (header & Frame.META) != 0 ? meta(channel, length) : data(channel, length);
    }

    /** A record whose header was damaged may look like metadata, and so may one that seems to hold many others. */
    private @Nullable Stop meta(FileChannel channel, int length) throws IOException {
        if (length > Frame.MAX_META_LENGTH) {
            return damaged("metadata of " + length + " bytes");
        }
        if (!has(Frame.HEADER + length) && !refill(channel, Frame.HEADER + length) && found.any()) {
            return Stop.ENOUGH;
        }
        long start = position;
        long end = Frame.align(start + Frame.HEADER + length);
        int shortest = Frame.HEADER + SHORTEST_RECORD;
        for (position = start; position < end && has(shortest); position += Frame.ALIGNMENT) {
            // The framing of what looks like metadata may itself be that of a record, but for a flag.
            if (looksLikeRecord(position == start ? length : window.getInt(at()))) {
                position = start;
                return damaged("metadata that holds records");
            }
        }
        position = end;
        return null;
    }

    private @Nullable Stop data(FileChannel channel, int length) throws IOException {
        int start = Frame.BEFORE_RECORD;
        if (!has(start) && !refill(channel, start)) {
            return found.any() ? Stop.ENOUGH : Stop.UNFINISHED;
        }
        if (length >= Frame.CRC && window.getInt(at() + Frame.HEADER) == Frame.LOT) {
            position += start;
            return null;
        }
        if (length < Frame.CRC || length > Frame.MAX_DATA_LENGTH) {
            return damaged("a record of " + length + " bytes");
        }
        if (!has(Frame.HEADER + length) && !refill(channel, Frame.HEADER + length)) {
            return found.any() ? Stop.ENOUGH : Stop.UNFINISHED;
        }
        if (!sound(length)) {
            return damaged("a record with a wrong checksum");
        }
        if (length > Frame.CRC) {
            found.add(at() + Frame.BEFORE_RECORD, length - Frame.CRC);
        }
        position = Frame.align(position + Frame.HEADER + length);
        return null;
    }

    private Stop damaged(String what) {
        damage = what;
        return Stop.DAMAGED;
    }

    private boolean sound(int length) {
        int start = at() + Frame.BEFORE_RECORD;
        checked.clear().position(start).limit(start + length - Frame.CRC);
        crc.reset();
        crc.update(checked);
        return (int) crc.getValue() == window.getInt(at() + Frame.HEADER);
    }

    /** One array for all of them: one copy, and a batch that is as big as what it holds. */
    private void take(List<SpoolRecord> records) {
        if (!found.any()) {
            return;
        }
        int first = found.start();
        byte[] bytes = new byte[found.end() - first];
        window.get(first, bytes);
        for (int i = 0; i < found.count(); i++) {
            try {
                records.add(SpoolRecord.parse(bytes, found.start(i) - first, found.length(i)));
            } catch (IllegalArgumentException e) {
                unreadable++; // of a later version, or of none: another build may know
            }
        }
    }

    /**
     * Looks behind a damage for the next sound record.
     *
     * @return its position, -1 when there is none
     */
    long find(FileChannel channel, long from) throws IOException {
        found.clear();
        position = Frame.align(from);
        fill(channel, BULK);
        int shortest = Frame.HEADER + SHORTEST_RECORD;
        while (has(shortest) || refill(channel, shortest)) {
            int length = window.getInt(at());
            if (couldBeRecord(length) && hasWhole(channel, length) && looksLikeRecord(length)) {
                return position;
            }
            position += Frame.ALIGNMENT;
        }
        return -1;
    }

    /** The cheap questions first: most offsets are no record's. */
    private boolean couldBeRecord(int length) {
        return length >= SHORTEST_RECORD
                && length <= Frame.MAX_DATA_LENGTH
                && window.get(at() + Frame.BEFORE_RECORD) == SpoolRecord.VERSION;
    }

    private boolean hasWhole(FileChannel channel, int length) throws IOException {
        return has(Frame.HEADER + length) || refill(channel, Frame.HEADER + length);
    }

    /** Of what is in the window. */
    private boolean looksLikeRecord(int length) {
        return couldBeRecord(length) && has(Frame.HEADER + length) && sound(length);
    }

    /** Whether a segment is sound from its start to this position, and ends there. */
    static boolean endsAt(Path segment, long position) throws IOException {
        SegmentReader reader = new SegmentReader();
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            Stop stop = reader.read(channel, 0, 1, new ArrayList<>());
            return stop == Stop.END && reader.position() == Frame.align(position);
        }
    }

    private int at() {
        return (int) (position - windowStart);
    }

    private boolean has(int bytes) {
        return position - windowStart + bytes <= window.limit();
    }

    /** Moves the window on, which is possible as long as no record was found in it. */
    private boolean refill(FileChannel channel, int needed) throws IOException {
        if (found.any()) {
            return false;
        }
        fill(channel, Math.max(needed, BULK));
        return has(needed);
    }

    private void fill(FileChannel channel, int bytes) throws IOException {
        if (bytes > window.capacity()) {
            window = ByteBuffer.allocateDirect(Math.max(bytes, BULK)).order(ByteOrder.LITTLE_ENDIAN);
            checked = window.duplicate();
        }
        windowStart = position;
        window.clear().limit(bytes);
        int read = 0;
        while (window.hasRemaining() && read >= 0) {
            read = channel.read(window, windowStart + window.position());
        }
        endOfFile = read < 0;
        window.flip();
    }
}
