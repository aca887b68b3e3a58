package com.example.importer;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of the files of one import. */
final class ImportReport {
    private final long started = System.nanoTime();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private int fresh;
    private int linked;
    private int known;
    private long bytes;

    void copied(long size) {
        fresh++;
        bytes += size;
    }

    void linked(long size) {
        linked++;
        bytes += size;
    }

    void known(long size) {
        known++;
        bytes += size;
    }

    void failed(String name, Exception failure) {
        failures.put(name, reason(failure));
    }

    private static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        // What the file system and the driver throw says little without its class.
        String message = failure.getMessage();
        return failure.getClass() == IOException.class && message != null ? message : failure.toString();
    }

    int copied() {
        return fresh;
    }

    int linked() {
        return linked;
    }

    int known() {
        return known;
    }

    /** Reasons by file name. */
    Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    /** A few lines for people. */
    String summary(Path input, Path archive) {
        double seconds = (System.nanoTime() - started) / 1e9;
        StringBuilder text = new StringBuilder();
        text.append(String.format("Imported %s into %s: %,d bytes in %.1f s%n", input, archive, bytes, seconds));
        text.append(String.format(
                "  %d new, %d linked, %d known already, %d failed", fresh, linked, known, failures.size()));
        failures.forEach((name, reason) -> text.append(String.format("%n    %s: %s", name, reason)));
        return text.toString();
    }
}
