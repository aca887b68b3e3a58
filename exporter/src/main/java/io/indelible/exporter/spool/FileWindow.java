package io.indelible.exporter.spool;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A stretch of a file in memory, which moves to what is asked for: the file may be larger than all of a small heap. By ordinary
 * reads, for what is mapped and damaged can end the JVM. Numbers are in the order of this machine. Used by one thread.
 */
final class FileWindow implements Closeable {
    /** Read at once; more only for what is longer. */
    private static final int BULK = 256 * 1024;
    /** Who finds that something is damaged goes back to look behind its first bytes: so many stay. */
    private static final int BEHIND = 4096;

    private final FileChannel channel;
    private final int length;
    private ByteBuffer bytes = order(ByteBuffer.allocate(0));
    private int start;

    private FileWindow(FileChannel channel, int length) {
        this.channel = channel;
        this.length = length;
    }

    /** Of this file, which has so many bytes. */
    static FileWindow of(Path file, int length) throws IOException {
        return new FileWindow(FileChannel.open(file, StandardOpenOption.READ), length);
    }

    private static ByteBuffer order(ByteBuffer buffer) {
        return buffer.order(ByteOrder.nativeOrder());
    }

    /** Bytes of the file. */
    int length() {
        return length;
    }

    int getInt(int position) throws IOException {
        int at = at(position, Integer.BYTES); // which may make another buffer
        return bytes.getInt(at);
    }

    long getLong(int position) throws IOException {
        int at = at(position, Long.BYTES);
        return bytes.getLong(at);
    }

    /**
     * Where in {@link #array()} so many bytes of the file begin, until the next question.
     *
     * @throws IOException when they cannot be read now
     */
    int at(int position, int count) throws IOException {
        if (position < start || position + count > start + bytes.limit()) {
            move(Math.max(position - BEHIND, 0), position + count);
        }
        return position - start;
    }

    /** What was read last. */
    byte[] array() {
        return bytes.array();
    }

    private void move(int from, int to) throws IOException {
        if (to - from > bytes.capacity()) {
            bytes = order(ByteBuffer.allocate(to - from + BULK));
        }
        start = from;
        bytes.clear().limit(Math.min(bytes.capacity(), length - from));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, (long) from + bytes.position()) < 0) {
                bytes.clear().limit(0);
                throw new EOFException("a file of " + length + " bytes became shorter");
            }
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
