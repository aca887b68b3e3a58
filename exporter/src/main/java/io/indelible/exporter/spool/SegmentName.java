package io.indelible.exporter.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of segments. Chronicle names a file after its cycle, here a number that grows with each segment and is written as
 * a time: {@code 20261122-101500S.cq4}. Plain segments take numbers from the same row, so names sort in the order of
 * writing across both kinds.
 */
final class SegmentName {
    static final String CHRONICLE = ".cq4";
    static final String PLAIN = ".plain";
    static final String PREPARED = ".precreated";

    /** How Chronicle writes a cycle as a name. */
    static final String FORMAT = "yyyyMMdd-HHmmss'S'";

    /** Two seconds a cycle keep its number an {@code int} until 2106. */
    static final int CYCLE_MILLIS = 2000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern(FORMAT).withZone(ZoneOffset.UTC);

    private static final Pattern NUMBERED = Pattern.compile("\\d{8}-\\d{6}S\\.[a-z0-9]+");
    private static final Pattern SEGMENT = Pattern.compile("\\d{8}-\\d{6}S\\.(cq4|plain)");
    private static final Pattern SPARE = Pattern.compile("\\d{8}-\\d{6}S\\.precreated");

    private SegmentName() {}

    static String of(int cycle, String suffix) {
        return TIME.format(Instant.ofEpochMilli((long) cycle * CYCLE_MILLIS)) + suffix;
    }

    /** A number above that of every file here, and about now. */
    static int next(Path directory) throws IOException {
        long next = System.currentTimeMillis() / CYCLE_MILLIS;
        for (String name : names(directory, NUMBERED)) {
            next = Math.max(next, cycle(name) + 1);
        }
        return Math.toIntExact(next);
    }

    /** The segments of a directory, oldest first. */
    static List<String> in(Path directory) throws IOException {
        return names(directory, SEGMENT);
    }

    /** The segments that were prepared and not begun. */
    static List<String> preparedIn(Path directory) throws IOException {
        return names(directory, SPARE);
    }

    private static List<String> names(Path directory, Pattern pattern) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (pattern.matcher(name).matches()) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    private static long cycle(String name) {
        try {
            String time = name.substring(0, name.indexOf('.'));
            return Instant.from(TIME.parse(time)).toEpochMilli() / CYCLE_MILLIS;
        } catch (RuntimeException e) {
            return 0; // somebody else's file, such as 99999999-999999S.cq4
        }
    }
}
