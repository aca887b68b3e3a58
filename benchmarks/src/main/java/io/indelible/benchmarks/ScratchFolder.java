package io.indelible.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders below the temporary directory that a measurement needs for a while. */
public final class ScratchFolder {
    private ScratchFolder() {}

    /**
     * A new one.
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
