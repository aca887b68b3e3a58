package io.indelible.exporter.file;

import io.indelible.exporter.Signal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a segment: {@code <signal>-<UTC time>-<instance>} and {@code .jsonl.open}, {@code .jsonl} or
 * {@code .jsonl.gz}. A public contract of the store.
 *
 * @param time when it was begun, as in the name; the order of text is the order of time
 * @param instance whose records it holds
 */
record SegmentName(String time, String instance, boolean open) {
    static final String CLOSED = ".jsonl";
    static final String OPEN = ".jsonl.open";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);
    private static final Pattern NAME =
            Pattern.compile("(?:traces|logs|metrics)-(\\d{8}T\\d{6}\\.\\d{3})-(.+)\\.jsonl(\\.open|\\.gz|)");

    /** The name of a segment begun now, without its ending. */
    static String stem(Signal signal, Instant now, String instance) {
        return signal.path() + "-" + TIME.format(now) + "-" + instance;
    }

    /** Reads a name; null when the file is no segment. */
    static @Nullable SegmentName parse(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches()
                ? new SegmentName(
                        matcher.group(1), matcher.group(2), matcher.group(3).equals(".open"))
                : null;
    }

    /** What an open segment is called once it is closed. */
    static Path closed(Path open) {
        String name = open.getFileName().toString();
        return open.resolveSibling(name.substring(0, name.length() - OPEN.length()) + CLOSED);
    }
}
