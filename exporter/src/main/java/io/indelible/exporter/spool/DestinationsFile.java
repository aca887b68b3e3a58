package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * For whom an instance recorded: the names of its destinations, a line each, and behind them their CRC-32C, in hexadecimal,
 * as a line of its own. Any thread.
 */
public final class DestinationsFile {
    static final String NAME = "destinations";
    private static final String CHECKSUM = "crc32c ";
    private static final int MOST = 64 * 1024;

    private DestinationsFile() {}

    /**
     * The names in the directory of an instance, living or dead; none when nobody knows.
     *
     * @throws IOException when they cannot be read now
     */
    public static List<String> in(Path instance) throws IOException {
        List<String> names = read(of(instance));
        return names == null ? List.of() : names;
    }

    static Path of(Path instance) {
        return instance.resolve(NAME);
    }

    static void write(Path file, List<String> names) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(names));
        try (FileChannel channel = OwnerOnly.open(file, CREATE_NEW, WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /**
     * The names; none when there is no file, as versions before this file left it; null when it is not what was written.
     *
     * @throws IOException when it cannot be read now
     */
    static @Nullable List<String> read(Path file) throws IOException {
        try {
            if (Files.isDirectory(file) || Files.size(file) > MOST) {
                return null;
            }
            byte[] bytes = Files.readAllBytes(file);
            List<String> names = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .takeWhile(line -> !line.startsWith(CHECKSUM))
                    .toList();
            return Arrays.equals(bytes, bytes(names)) ? names : null;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            return null;
        }
    }

    private static byte[] bytes(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(name).append('\n');
        }
        CRC32C crc = new CRC32C();
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        text.append(CHECKSUM).append(Long.toHexString(crc.getValue())).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
