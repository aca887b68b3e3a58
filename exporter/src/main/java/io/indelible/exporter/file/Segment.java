package io.indelible.exporter.file;

import io.indelible.exporter.OwnerOnly;
import io.indelible.exporter.Signal;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One open file of the store. Holds whole lines only: what could be written only in part is cut away.
 *
 * <p>A {@link RandomAccessFile} and no channel: an interrupt at the end of the process closes a channel in the middle of a line.
 */
final class Segment implements Closeable {
    private static final int ATTEMPTS = 1000;

    private final Path path;
    private final RandomAccessFile file;
    private final Instant begun;
    private long length;

    private Segment(Path path, Instant begun) throws IOException {
        this.path = path;
        this.begun = begun;
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** Begins a segment; its time is a little later than now when the name is taken. */
    static Segment begin(Path directory, Signal signal, String instance, Instant now) throws IOException {
        OwnerOnly.createDirectories(directory);
        for (int i = 0; i < ATTEMPTS; i++) {
            Path open = directory.resolve(SegmentName.stem(signal, now.plusMillis(i), instance) + SegmentName.OPEN);
            if (Files.exists(SegmentName.closed(open))) {
                continue;
            }
            try {
                OwnerOnly.createFile(open);
                return new Segment(open, now);
            } catch (FileAlreadyExistsException taken) {
                // the next millisecond
            }
        }
        throw new IOException("no free name in " + directory);
    }

    /** Appends whole lines and forces them to the disk: all of them or, when this throws, none. */
    void append(byte[] lines, int count) throws IOException {
        try {
            file.setLength(length); // what an earlier attempt may have left
            file.seek(length);
            file.write(lines, 0, count);
            file.getFD().sync();
        } catch (IOException e) {
            cut(e);
            throw e;
        }
        length += count;
    }

    /** Whether it is still where others find it: an open file can be written long after it was deleted. */
    boolean exists() {
        return Files.exists(path);
    }

    /** Also when it was begun later than now: the clock was set back, and its age would not be known for that long. */
    boolean full(FileSettings settings, Instant now) {
        long age = now.toEpochMilli() - begun.toEpochMilli();
        return length >= settings.segmentBytes() || age < 0 || age >= settings.segmentAgeMillis();
    }

    long length() {
        return length;
    }

    Path path() {
        return path;
    }

    /** Ends it and gives it its final name; an empty one is deleted. */
    @Override
    public void close() throws IOException {
        try (file) {
            file.setLength(length);
        }
        if (length == 0) {
            Files.deleteIfExists(path);
        } else {
            Files.move(path, SegmentName.closed(path));
        }
    }

    /** Lets go of one that was deleted. */
    void abandon() throws IOException {
        file.close();
    }

    private void cut(IOException cause) {
        try {
            file.setLength(length);
        } catch (IOException e) {
            cause.addSuppressed(e); // the next append or the next process cuts
        }
    }
}
