package io.indelible.exporter.file;

import io.indelible.exporter.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The segments of a store, for those who read them again. */
public final class StoredSegments {
    private static final String PACKED = ".gz";
    private static final int BUFFER_BYTES = 64 << 10;

    private StoredSegments() {}

    /**
     * One segment.
     *
     * @param signal what it holds
     * @param time when it was begun, as in its name
     * @param bytes its size on disk
     * @param millis when it was last written to
     */
    public record Stored(Path file, Signal signal, String time, long bytes, long millis) {}

    /** The segments of a store, oldest first; what is being written is among them. */
    public static List<Stored> in(Path store) throws IOException {
        List<Stored> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(store)) {
            for (Path each : (Iterable<Path>) files::iterator) {
                SegmentName name = SegmentName.parse(each);
                if (name != null && !isBeingPacked(each)) {
                    segments.add(new Stored(
                            each,
                            signal(each),
                            name.time(),
                            Files.size(each),
                            Files.getLastModifiedTime(each).toMillis()));
                }
            }
        }
        segments.sort(Comparator.comparing(Stored::time).thenComparing(Stored::file));
        return segments;
    }

    /** The lines of a segment; closed by whoever opened it. */
    public static StoredLines open(Stored segment) throws IOException {
        InputStream in = Files.newInputStream(segment.file);
        try {
            return new StoredLines(isPacked(segment.file) ? new GZIPInputStream(in, BUFFER_BYTES) : in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static boolean isPacked(Path file) {
        return file.toString().endsWith(PACKED);
    }

    // As long as there is the plain file, too, it is the one that is whole.
    private static boolean isBeingPacked(Path file) {
        String name = file.toString();
        return isPacked(file) && Files.exists(Path.of(name.substring(0, name.length() - PACKED.length())));
    }

    private static Signal signal(Path file) {
        String name = file.getFileName().toString();
        Signal found = Signal.TRACES;
        for (Signal each : Signal.values()) {
            found = name.startsWith(each.path() + "-") ? each : found;
        }
        return found;
    }
}
