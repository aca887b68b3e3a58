package io.indelible.test;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rings that lie in memory and whose directory is gone: JUnit has deleted it with a process' work folder. The agent keeps such a
 * ring for a day, for a disk may only be away; here that would be a gigabyte of memory for each run of all tests.
 */
final class LeftRings {
    private static final Path MEMORY = Path.of("/dev/shm");

    private LeftRings() {}

    /** Deletes them when this JVM ends. */
    static void deleteInTheEnd() {
        Runtime.getRuntime().addShutdownHook(new Thread(LeftRings::delete));
    }

    private static void delete() {
        try (DirectoryStream<Path> rings = Files.newDirectoryStream(MEMORY, "indelible-inst-*")) {
            for (Path each : rings) {
                Path home = each.resolve("home");
                if (Files.isSymbolicLink(home)
                        && Files.notExists(home)
                        && Files.readSymbolicLink(home).startsWith(System.getProperty("java.io.tmpdir"))) {
                    Files.delete(home);
                    Files.deleteIfExists(each.resolve("ring"));
                    Files.delete(each);
                }
            }
        } catch (IOException notOurs) {
            System.err.println("left in " + MEMORY + ": " + notOurs);
        }
    }
}
