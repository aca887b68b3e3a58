package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.OwnerOnly;
import io.indelible.exporter.RecordBatch.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Where a cursor is kept: a file of fixed size, overwritten by one small write. That needs no new block on a full disk,
 * and a process that dies leaves the old or the new one. A cursor that is damaged counts as none: records come twice.
 */
final class CursorFile {
    private static final int SIZE = 128;
    private static final int NAME_MAX = SIZE - Long.BYTES - Integer.BYTES - Long.BYTES;
    private static final String PREFIX = "cursor-";

    private CursorFile() {}

    static Path of(Path directory, String destination) {
        return directory.resolve(PREFIX + destination);
    }

    static Position read(Path file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(SIZE);
        try (FileChannel channel = FileChannel.open(file, READ)) {
            int read = 0;
            while (block.hasRemaining() && read >= 0) {
                read = channel.read(block);
            }
        } catch (NoSuchFileException e) {
            return Position.START;
        }
        return block.hasRemaining() || block.getLong(SIZE - Long.BYTES) != checksum(block)
                ? Position.START
                : position(block.flip());
    }

    private static Position position(ByteBuffer block) {
        long offset = block.getLong();
        int length = block.getInt();
        if (length < 0 || length > NAME_MAX) {
            return Position.START;
        }
        byte[] name = new byte[length];
        block.get(name);
        return new Position(new String(name, StandardCharsets.US_ASCII), offset);
    }

    static void write(Path file, Position position) throws IOException {
        byte[] name = position.segment().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer block = ByteBuffer.allocate(SIZE);
        block.putLong(position.offset()).putInt(name.length).put(name);
        block.putLong(SIZE - Long.BYTES, checksum(block));
        block.clear();
        try (FileChannel channel = OwnerOnly.open(file, CREATE, WRITE)) {
            while (block.hasRemaining()) {
                channel.write(block, block.position());
            }
        }
    }

    private static long checksum(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate().clear().limit(SIZE - Long.BYTES));
        return ~crc.getValue(); // of a file of zeros too this is not what it holds
    }
}
