package io.indelible.exporter.spool;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that answers every read with an error of the device. */
final class Unreadable {
    /** At its start no process has anything mapped. */
    private static final Path MEMORY = Path.of("/proc/self/mem");

    private Unreadable() {}

    static void make(Path file) throws IOException {
        assumeTrue(Files.exists(MEMORY), "a file that cannot be read is to be had on Linux only");
        Files.delete(file);
        Files.createSymbolicLink(file, MEMORY);
    }
}
