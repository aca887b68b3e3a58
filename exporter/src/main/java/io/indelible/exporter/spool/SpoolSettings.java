package io.indelible.exporter.spool;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How big a spool may get, where it lives and whom it is for. A value that cannot work is silently moved to the nearest one that does:
 * saying so is the configuration's business.
 *
 * @param root the folder that holds one directory per process instance
 * @param ringBytes size of the ring; becomes a power of two
 * @param segmentBytes data in one file of the log
 * @param maxBytes bound on all segments of this instance; the oldest is dropped beyond it
 * @param maxAgeMillis a segment last written longer ago is dropped
 * @param freeSpaceFloor bytes that must stay usable on the disk; below it nothing new is allocated
 * @param memory a directory in memory for the ring, see {@link SharedMemory}; null: it lies beside the segments
 * @param destinations whom what is recorded is for: nothing of it is deleted as delivered before each of these has it
 */
public record SpoolSettings(
        Path root,
        int ringBytes,
        int segmentBytes,
        long maxBytes,
        long maxAgeMillis,
        long freeSpaceFloor,
        @Nullable Path memory,
        List<String> destinations) {
    private static final int MIN_RING = 64 * 1024;
    private static final int MAX_RING = 1 << 28;
    private static final int BLOCK = 64 * 1024;
    /** The longest lot must fit Chronicle's overlap, a quarter of the segment. */
    private static final int MIN_SEGMENT = 4 * (Lot.LONGEST + (int) ChronicleLog.SLACK) + BLOCK;

    private static final int MAX_SEGMENT = 1 << 28;
    private static final long MEBIBYTE = 1024 * 1024;

    public SpoolSettings {
        ringBytes = Integer.highestOneBit(Math.min(Math.max(ringBytes, MIN_RING), MAX_RING) * 2 - 1);
        segmentBytes = Math.min(Math.max(segmentBytes, MIN_SEGMENT), MAX_SEGMENT) / BLOCK * BLOCK;
        // Room for the segment in use, its spare and one that waits; with less nothing could be kept at all.
        maxBytes = Math.max(maxBytes, 3L * segmentBytes);
        freeSpaceFloor = Math.max(freeSpaceFloor, 0);
        destinations = List.copyOf(destinations);
    }

    /** Settings with the ring beside the segments, for whoever delivers it. */
    public SpoolSettings(
            Path root, int ringBytes, int segmentBytes, long maxBytes, long maxAgeMillis, long freeSpaceFloor) {
        this(root, ringBytes, segmentBytes, maxBytes, maxAgeMillis, freeSpaceFloor, null, List.of());
    }

    /** The same with the ring in memory; null: beside the segments. */
    public SpoolSettings withMemory(@Nullable Path directory) {
        return new SpoolSettings(
                root, ringBytes, segmentBytes, maxBytes, maxAgeMillis, freeSpaceFloor, directory, destinations);
    }

    /** The same for these destinations. */
    public SpoolSettings withDestinations(List<String> names) {
        return new SpoolSettings(root, ringBytes, segmentBytes, maxBytes, maxAgeMillis, freeSpaceFloor, memory, names);
    }

    /** What the agent uses unless told otherwise; with the ring beside the segments. */
    public static SpoolSettings of(Path root) {
        long sevenDays = 7L * 24 * 60 * 60 * 1000;
        return new SpoolSettings(
                root, (int) (16 * MEBIBYTE), (int) (4 * MEBIBYTE), 512 * MEBIBYTE, sevenDays, 256 * MEBIBYTE);
    }
}
