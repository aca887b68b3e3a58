package io.indelible.agent.engine.integrity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a file's directory entry says of its content.
 *
 * @param size bytes
 * @param modifiedNanos when it was last modified, nanoseconds since the epoch
 * @param key what tells one file from another of any name; null where the file system has no such thing
 */
public record FileState(long size, long modifiedNanos, @Nullable Object key) {
    /** What the clock that stamps files may lag behind ours: it ticks every 4 or 10 ms. */
    private static final long FINE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** The same of file systems that keep whole seconds, or every second one. */
    private static final long COARSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The state of a regular file, through links; null when there is none or it cannot be asked. */
    public static @Nullable FileState of(String path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? new FileState(
                            attributes.size(),
                            attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                            attributes.fileKey())
                    : null;
        } catch (IOException | RuntimeException gone) {
            return null;
        }
    }

    /**
     * Whether whatever modified the file was over at this time. One more write within the same tick of the clock would
     * not show.
     */
    boolean settledBefore(long epochNanos) {
        return modifiedNanos < epochNanos - lagNanos();
    }

    /** Whether it was last modified within this time, both ends included. */
    boolean modifiedWithin(long fromEpochNanos, long toEpochNanos) {
        return modifiedNanos >= fromEpochNanos - lagNanos() && modifiedNanos <= toEpochNanos;
    }

    private long lagNanos() {
        return coarse(modifiedNanos) ? COARSE_NANOS : FINE_NANOS;
    }

    /** Whether a modification time may be one of a clock that ticks in seconds. */
    static boolean coarse(long modifiedNanos) {
        return modifiedNanos % SECOND_NANOS == 0;
    }

    /** Whether size and modification time are these. */
    public boolean is(long otherSize, long otherModifiedNanos) {
        return size == otherSize && modifiedNanos == otherModifiedNanos;
    }
}
