package io.indelible.exporter.spool;

import io.indelible.exporter.SpoolRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * Records on their way to a log, framed as a segment holds them: one thing to write, however many there are. Used by one
 * thread at a time, and again for the next ones.
 */
final class Lot {
    /** Few: before each lot the disk is asked, and what was asked long ago is no longer true. */
    static final int RECORDS = 512;

    /** With so many bytes it is full, too. */
    private static final int BYTES = 128 * 1024;

    /** Bytes that a lot takes at most: one record was wanting, and it was the longest. */
    static final int LONGEST = BYTES + Frame.BEFORE_RECORD + SpoolRecord.MAX_LENGTH + Frame.ALIGNMENT;

    private final CRC32C crc = new CRC32C();
    private ByteBuffer frames = ByteBuffer.allocate(32 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    private int count;

    /** Holds these, however many; without any it is a log's own mark. */
    static Lot of(byte[]... records) {
        Lot lot = new Lot();
        for (byte[] record : records) {
            lot.add(record, 0, record.length);
        }
        return lot;
    }

    void clear() {
        frames.clear();
        count = 0;
    }

    int count() {
        return count;
    }

    boolean full() {
        return count >= RECORDS || frames.position() >= BYTES;
    }

    /** Bytes of the frames, a multiple of {@link Frame#ALIGNMENT}. */
    int length() {
        return frames.position();
    }

    /** The first {@link #length()} bytes of it; shared. */
    byte[] array() {
        return frames.array();
    }

    void add(byte[] record, int offset, int length) {
        int at = begin(length);
        System.arraycopy(record, offset, frames.array(), at, length);
        end(at, length);
    }

    void add(DirectBuffer memory, int index, int length) {
        int at = begin(length);
        memory.getBytes(index, frames.array(), at, length);
        end(at, length);
    }

    /** Where the record goes. */
    private int begin(int length) {
        int start = frames.position();
        int needed = start + Frame.BEFORE_RECORD + length + Frame.ALIGNMENT;
        if (needed > frames.capacity()) {
            ByteBuffer longer = ByteBuffer.allocate(2 * needed).order(ByteOrder.LITTLE_ENDIAN);
            frames = longer.put(frames.flip());
        }
        return start + Frame.BEFORE_RECORD;
    }

    private void end(int at, int length) {
        crc.reset();
        crc.update(frames.array(), at, length);
        frames.putInt(Frame.CRC + length).putInt((int) crc.getValue()).position(at + length);
        for (long padding = Frame.align(at + length) - (at + length); padding > 0; padding--) {
            frames.put((byte) 0);
        }
        count++;
    }

    /** Gives a copy of each, oldest first. */
    void forEach(Consumer<byte[]> reader) {
        for (int at = 0; at < length(); ) {
            int framed = Frame.HEADER + frames.getInt(at);
            byte[] record = new byte[framed - Frame.BEFORE_RECORD];
            frames.get(at + Frame.BEFORE_RECORD, record);
            reader.accept(record);
            at = (int) Frame.align(at + framed);
        }
    }
}
