package io.indelible.exporter.spool;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files that are memory and outlive their process: {@code /dev/shm}. A store to them waits for no disk, whatever happens to
 * the disk. See RATIONALE.md, where a ring lies.
 */
public final class SharedMemory {
    static final Path DEV_SHM = Path.of("/dev/shm");

    private static final String TMPFS = "tmpfs";
    /** What container runtimes call the one that they make for a container and take away with it. */
    private static final String OF_A_CONTAINER = "shm";

    private static final long MOST_KEPT_FREE = 256L * 1024 * 1024;

    private SharedMemory() {}

    /**
     * Where rings may lie; null where there is no such thing. Touches the file system; not for application threads.
     *
     * @param evenOfAContainer whether one will do that ends with this container
     */
    public static @Nullable Path directory(boolean evenOfAContainer) {
        try {
            FileStore store = Files.getFileStore(DEV_SHM);
            boolean fits = store.type().equals(TMPFS) && Files.isWritable(DEV_SHM);
            return fits && (evenOfAContainer || outlives(store.name())) ? DEV_SHM : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Whether a file system mounted from this source is still there when the processes in it are gone. */
    static boolean outlives(String source) {
        return !source.equals(OF_A_CONTAINER);
    }

    /** Bytes that must stay free for others: half of a container's 64 MiB, at most as much as on a disk. */
    static long floor(Path directory) throws IOException {
        return Math.min(Files.getFileStore(directory).getTotalSpace() / 2, MOST_KEPT_FREE);
    }
}
