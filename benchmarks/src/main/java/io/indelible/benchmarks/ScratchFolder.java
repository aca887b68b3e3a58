package io.indelible.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that a measurement needs for a while. */
public final class ScratchFolder {
    private ScratchFolder() {}

    /**
     * A new one below the temporary directory.
     *
     * @throws UncheckedIOException when it cannot be made
     */
    public static Path create() {
        try {
            return Files.createTempDirectory("indelible-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A new one in memory, where there is such a file system: a disk's steps over inodes that were deleted in the last minutes,
     * and writes out at once what takes the place of a file's content, so each run would pay for the one before.
     *
     * @throws UncheckedIOException when it cannot be made
     */
    public static Path createInMemory() {
        Path memory = Path.of("/dev/shm");
        try {
            return Files.isWritable(memory) ? Files.createTempDirectory(memory, "indelible-benchmark") : create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes it with all that is in it.
     *
     * @throws UncheckedIOException when something stays
     */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
