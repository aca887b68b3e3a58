package io.indelible.exporter.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The log by ordinary writes: works on any file system and loads nothing. Each record is one {@code write}, so it is in
 * the kernel's hands when {@link #append} returns. A write that fell short is written over by the next one.
 */
final class PlainLog implements RecordLog {
    private static final byte[] TITLE = "indelible segment, version 1".getBytes(StandardCharsets.US_ASCII);

    /** Less than a segment: a write that finds no room is an exception here, not a signal. */
    private static final long ROOM_TO_BEGIN = 64 * 1024;

    private final Path directory;
    private final long segmentBytes;
    private final long freeSpaceFloor;
    private final CRC32C crc = new CRC32C();
    private ByteBuffer frame = ByteBuffer.allocate(8 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable FileChannel channel;
    private String segment = "";
    private long position;

    /** Touches no file before the first record. */
    PlainLog(Path directory, long segmentBytes, long freeSpaceFloor) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.freeSpaceFloor = freeSpaceFloor;
    }

    @Override
    public boolean append(byte[] record, int offset, int length) throws IOException {
        FileChannel current = channel;
        try {
            if (current == null || position + length > segmentBytes) {
                current = roll();
            }
            fill(record, offset, length);
            write(current);
            return true;
        } catch (NoRoomException e) {
            return false;
        }
    }

    private FileChannel roll() throws IOException {
        ZeroedFile.requireRoom(directory, ROOM_TO_BEGIN, freeSpaceFloor);
        String next = SegmentName.of(SegmentName.next(directory), SegmentName.PLAIN);
        FileChannel opened = ZeroedFile.create(directory.resolve(next));
        close();
        segment = next;
        position = 0;
        frame.clear().putInt(Frame.META | TITLE.length).put(TITLE).flip();
        try {
            write(opened);
        } catch (IOException e) {
            opened.close();
            Files.deleteIfExists(directory.resolve(next));
            throw e;
        }
        channel = opened;
        return opened;
    }

    private void fill(byte[] record, int offset, int length) {
        int framed = Frame.HEADER + Frame.CRC + length;
        if (frame.capacity() < framed + Frame.ALIGNMENT) {
            frame = ByteBuffer.allocate(2 * framed).order(ByteOrder.LITTLE_ENDIAN);
        }
        crc.reset();
        crc.update(record, offset, length);
        frame.clear().putInt(Frame.CRC + length).putInt((int) crc.getValue()).put(record, offset, length);
        for (long padding = Frame.align(framed) - framed; padding > 0; padding--) {
            frame.put((byte) 0);
        }
        frame.flip();
    }

    private void write(FileChannel current) throws IOException {
        long end = position + frame.remaining();
        try {
            while (frame.hasRemaining()) {
                current.write(frame, end - frame.remaining());
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            current.truncate(position); // half a record must not be followed by a shorter one
            throw NoRoomException.unlessBroken("cannot write to " + segment, directory, e);
        }
        position = end;
    }

    /**
     * Waits until the disk has what was added.
     *
     * @throws NoRoomException when it has no room for it: not every file system reserves it when it takes a write
     */
    void force() throws IOException {
        FileChannel current = channel;
        try {
            if (current != null) {
                current.force(false);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw NoRoomException.unlessBroken("cannot force " + segment, directory, e);
        }
    }

    /** What adds records. */
    interface Addition {
        void to(PlainLog log) throws IOException;
    }

    /**
     * Adds all of it or nothing, in one segment of a directory, and waits until the disk has it: what is tried again later would be
     * there as often as it was tried.
     */
    static void addWhole(Path directory, Addition addition) throws IOException {
        try (PlainLog log = new PlainLog(directory, Long.MAX_VALUE / 2, 0)) {
            try {
                addition.to(log);
                log.force();
            } catch (IOException | RuntimeException later) {
                log.discard();
                throw later;
            }
        }
    }

    /** Takes back all that was added, where whoever added it has it still. */
    private void discard() throws IOException {
        close();
        if (!segment.isEmpty()) {
            Files.deleteIfExists(directory.resolve(segment));
        }
    }

    @Override
    public String segment() {
        return segment;
    }

    @Override
    public void prepare() {}

    @Override
    public void close() throws IOException {
        FileChannel current = channel;
        channel = null;
        if (current != null) {
            current.close();
        }
    }
}
