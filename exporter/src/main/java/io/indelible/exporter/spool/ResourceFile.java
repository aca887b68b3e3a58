package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The resource of an instance: the OTLP message, and behind it its CRC-32C as a field that OTLP does not have, so that any
 * reader of OTLP can read the file as it is.
 */
final class ResourceFile {
    /** Field 15 of 32 fixed bits. */
    private static final byte TAG = (15 << 3) | 5;

    private static final int TRAILER = 1 + Integer.BYTES;

    private ResourceFile() {}

    static void write(Path file, byte[] resource) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(resource.length + TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(resource).put(TAG).putInt(checksum(resource)).flip();
        try (FileChannel channel = OwnerOnly.open(file, CREATE_NEW, WRITE)) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** The resource; empty, an OTLP resource without attributes, when there is no file; null when it is not what was written. */
    static byte @Nullable [] read(Path file) throws IOException {
        byte[] all;
        if (Files.isDirectory(file)) {
            return null;
        }
        try {
            all = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (AccessDeniedException e) {
            return null;
        }
        int length = all.length - TRAILER;
        if (length < 0 || all[length] != TAG) {
            return null;
        }
        byte[] resource = Arrays.copyOf(all, length);
        int stored = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getInt(length + 1);
        return stored == checksum(resource) ? resource : null;
    }

    private static int checksum(byte[] resource) {
        CRC32C crc = new CRC32C();
        crc.update(resource, 0, resource.length);
        return (int) crc.getValue();
    }
}
