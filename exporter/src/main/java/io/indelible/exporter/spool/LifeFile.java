package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file that says, again and again, what is to be known of a process should it die: small, bounded, by plain IO. It has two
 * halves that are written in turn, each with its number and CRC: who dies in the middle of one leaves the other. Used by
 * one thread at a time.
 *
 * <p>A half is: magic and version (4 bytes), whether it is clean (4), its number (8), milliseconds since the epoch (8), the
 * length of the words (4), the words, each after its length (4), and the CRC32C of all that (4).
 */
final class LifeFile implements Closeable {
    /** Where the sign of life and the open operations are. */
    static final String LIFE = "life";

    /** Where the last metrics are. */
    static final String METRICS = "last-metrics";

    static final int LIFE_BYTES = 64 * 1024;
    static final int METRICS_BYTES = 1024 * 1024;

    private static final int MAGIC = 0x494C_4601;
    private static final int HEADER = 28;
    private static final int CRC = 4;

    private final Path file;
    private final int most;
    private final FileChannel channel;
    private ByteBuffer half = ByteBuffer.allocate(HEADER + CRC);
    private long number;

    private LifeFile(Path file, int most, FileChannel channel) {
        this.file = file;
        this.most = most;
        this.channel = channel;
    }

    /** Makes it; {@code most} bytes of words are kept. */
    static LifeFile create(Path file, int most) throws IOException {
        return new LifeFile(file, most, OwnerOnly.open(file, CREATE, WRITE));
    }

    Path path() {
        return file;
    }

    /** Says this from now on; words for which there is no room are left out. */
    void write(boolean clean, long epochMillis, List<byte[]> words) throws IOException {
        int length = fitting(words);
        if (half.capacity() < HEADER + length + CRC) {
            half = ByteBuffer.allocate(HEADER + length + CRC);
        }
        number++;
        half.clear();
        half.putInt(MAGIC)
                .putInt(clean ? 1 : 0)
                .putLong(number)
                .putLong(epochMillis)
                .putInt(length);
        for (byte[] word : words) {
            if (half.position() - HEADER + Integer.BYTES + word.length <= length) {
                half.putInt(word.length).put(word);
            }
        }
        half.putInt(checksum(half, half.position()));
        write(half.flip(), (number & 1) * offset(most));
    }

    private int fitting(List<byte[]> words) {
        int length = 0;
        for (byte[] word : words) {
            if (length + Integer.BYTES + word.length > most) {
                return length;
            }
            length += Integer.BYTES + word.length;
        }
        return length;
    }

    private void write(ByteBuffer bytes, long offset) throws IOException {
        long end = offset + bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes, end - bytes.remaining());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static long offset(int most) {
        return HEADER + (long) most + CRC;
    }

    private static int checksum(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(length));
        return (int) crc.getValue();
    }

    /**
     * What was said last; null when there is no such file, or none that can be believed.
     *
     * @throws IOException when it cannot be read now
     */
    static @Nullable Life read(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            ByteBuffer one = half(channel, 0, most);
            ByteBuffer other = half(channel, offset(most), most);
            if (one == null || other == null) {
                return one == null ? life(other) : life(one);
            }
            return life(one.getLong(8) > other.getLong(8) ? one : other);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static @Nullable ByteBuffer half(FileChannel channel, long offset, int most) throws IOException {
        ByteBuffer header = read(channel, offset, HEADER);
        if (header == null || header.getInt(0) != MAGIC) {
            return null;
        }
        int length = header.getInt(HEADER - Integer.BYTES);
        if (length < 0 || length > most) {
            return null;
        }
        ByteBuffer whole = read(channel, offset, HEADER + length + CRC);
        boolean sound = whole != null && whole.getInt(HEADER + length) == checksum(whole, HEADER + length);
        return sound ? whole : null;
    }

    private static @Nullable ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                return null;
            }
        }
        return bytes;
    }

    private static @Nullable Life life(@Nullable ByteBuffer half) {
        if (half == null) {
            return null;
        }
        List<byte[]> words = new ArrayList<>();
        half.position(HEADER);
        while (half.remaining() > CRC + Integer.BYTES) {
            int length = half.getInt();
            if (length < 0 || length > half.remaining() - CRC) {
                return null;
            }
            byte[] word = new byte[length];
            half.get(word);
            words.add(word);
        }
        return new Life(half.getInt(4) == 1, half.getLong(16), words);
    }
}
