package io.indelible.exporter.file;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Where the local store is and how much it may hold.
 *
 * @param directory made when it is not there, for its owner only
 * @param maxBytes of all segments together; the oldest closed ones go first
 * @param maxAgeMillis after which a closed segment goes
 * @param segmentBytes after which a segment is closed
 * @param segmentAgeMillis after which a segment is closed
 */
public record FileSettings(Path directory, long maxBytes, long maxAgeMillis, long segmentBytes, long segmentAgeMillis) {
    private static final long SEGMENT_BYTES = 16 << 20;
    private static final long SEGMENT_AGE_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final int FEWEST_SEGMENTS = 8;

    /** Settings with segments of 16 MiB or an hour; smaller when the store is, so that retention has what to choose from. */
    public static FileSettings of(Path directory, long maxBytes, long maxAgeMillis) {
        long segmentBytes = Math.min(SEGMENT_BYTES, Math.max(1, maxBytes / FEWEST_SEGMENTS));
        return new FileSettings(directory, maxBytes, maxAgeMillis, segmentBytes, SEGMENT_AGE_MILLIS);
    }
}
