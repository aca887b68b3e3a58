package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * Files whose every byte was written before anybody maps them. A store into a mapped page that has no disk block behind
 * it is a signal when the disk is full, and a signal can end the JVM; a {@code write} is an exception here and now.
 */
final class ZeroedFile {
    /** File systems where overwriting what was written needs no new block; see RATIONALE.md. */
    private static final Set<String> MAPPABLE = Set.of("ext2", "ext3", "ext4", "xfs", "tmpfs", "overlay");

    private static final int CHUNK = 256 * 1024;

    private ZeroedFile() {}

    /** Whether files may be mapped for writing on a file system of this type. */
    static boolean mappable(String fileSystem) {
        return MAPPABLE.contains(fileSystem);
    }

    /** Whether files in this existing directory may be mapped for writing. */
    static boolean mappable(Path directory) {
        try {
            return mappable(Files.getFileStore(directory).type());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /**
     * @param zeros bytes really written
     * @param length length of the file; what lies beyond {@code zeros} is a hole that nobody may touch
     * @param floor bytes that must stay usable on the disk
     * @param forced whether to wait until the disk has them
     * @throws NoRoomException when they cannot be had; no file is left then
     */
    static void create(Path file, long zeros, long length, long floor, boolean forced) throws IOException {
        Path directory = parent(file);
        requireRoom(directory, zeros, floor);
        try (FileChannel channel = create(file)) {
            fill(channel, zeros, length, forced, directory);
        } catch (NoRoomException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** A new file; that the disk has no inode for it is no fault of the spool's either. */
    static FileChannel create(Path file) throws IOException {
        try {
            return OwnerOnly.open(file, CREATE_NEW, WRITE);
        } catch (NoSuchFileException | AccessDeniedException | FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException e) {
            throw NoRoomException.unlessBroken("cannot create " + file, parent(file), e);
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private static void fill(FileChannel channel, long zeros, long length, boolean forced, Path directory)
            throws IOException {
        try {
            writeZeros(channel, zeros, length);
            if (forced) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw NoRoomException.unlessBroken("cannot allocate " + zeros + " bytes", directory, e);
        }
    }

    static void requireRoom(Path directory, long bytes, long floor) throws IOException {
        FileStore store = Files.getFileStore(directory);
        long usable = store.getUsableSpace();
        if (usable < bytes + floor) {
            throw new NoRoomException(
                    "only " + usable + " bytes usable on " + store + ", " + floor + " must stay free");
        }
    }

    private static void writeZeros(FileChannel channel, long zeros, long length) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, zeros));
        for (long position = 0; position < zeros; ) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), zeros - position));
            position += channel.write(chunk, position);
        }
        if (length > zeros) {
            channel.write(ByteBuffer.allocate(1), length - 1);
        }
    }
}
