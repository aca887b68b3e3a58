package io.indelible.exporter.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The log by ordinary writes: works on any file system and loads nothing. Each lot is one {@code write}, so it is in the
 * kernel's hands when {@link #append} returns. A write that fell short is written over by the next one.
 */
final class PlainLog implements RecordLog {
    private static final byte[] TITLE = title("indelible segment, version 1");

    /** Less than a segment: a write that finds no room is an exception here, not a signal. */
    private static final long ROOM_TO_BEGIN = 64 * 1024;

    private final Path directory;
    private final long segmentBytes;
    private final long freeSpaceFloor;
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
    public boolean append(Lot lot) throws IOException {
        FileChannel current = channel;
        try {
            if (current == null || position + lot.length() > segmentBytes) {
                current = roll();
            }
            write(current, ByteBuffer.wrap(lot.array(), 0, lot.length()));
            return true;
        } catch (NoRoomException e) {
            return false;
        }
    }

    /** As metadata, which has no checksum. */
    private static byte[] title(String text) {
        byte[] title = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER + title.length).order(ByteOrder.LITTLE_ENDIAN);
        return frame.putInt(Frame.META | title.length).put(title).array();
    }

    private FileChannel roll() throws IOException {
        ZeroedFile.requireRoom(directory, ROOM_TO_BEGIN, freeSpaceFloor);
        String next = SegmentName.of(SegmentName.next(directory), SegmentName.PLAIN);
        FileChannel opened = ZeroedFile.create(directory.resolve(next));
        close();
        segment = next;
        position = 0;
        try {
            write(opened, ByteBuffer.wrap(TITLE));
        } catch (IOException e) {
            opened.close();
            Files.deleteIfExists(directory.resolve(next));
            throw e;
        }
        channel = opened;
        return opened;
    }

    private void write(FileChannel current, ByteBuffer frames) throws IOException {
        long end = position + frames.remaining();
        try {
            while (frames.hasRemaining()) {
                current.write(frames, end - frames.remaining());
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
