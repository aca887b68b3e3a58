package io.indelible.exporter.spool;

import io.indelible.exporter.RecordBatch;
import io.indelible.exporter.RecordBatch.Position;
import io.indelible.exporter.RecordSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** What a process that is no more left behind. Ours alone until it is closed. Used by one thread, the export thread. */
public final class DeadSpool implements RecordSource, Closeable {
    private final SpoolDirectory directory;
    private final byte[] resource;
    private final DirectorySource source;

    DeadSpool(SpoolDirectory directory, byte[] resource, DirectorySource source) {
        this.directory = directory;
        this.resource = resource;
        this.source = source;
    }

    /** The name of the process instance that wrote it. */
    public String instance() {
        return directory.instance();
    }

    /** The OTLP {@code Resource} message of the process that wrote it. */
    public byte[] resource() {
        return resource.clone();
    }

    @Override
    public Position cursor(String destination) {
        return source.cursor(destination);
    }

    @Override
    public @Nullable RecordBatch read(Position from, int maxBytes) throws IOException {
        return source.read(from, maxBytes);
    }

    @Override
    public void acknowledge(String destination, Position next) throws IOException {
        source.acknowledge(destination, next);
    }

    @Override
    public void discardDelivered(Iterable<String> destinations) throws IOException {
        source.discardDelivered(destinations);
    }

    /**
     * Deletes the directory and closes this when every one of these destinations has read all of it. With no destination
     * nothing counts as delivered.
     *
     * @return whether it is gone
     */
    public boolean deleteIfDelivered(Iterable<String> destinations) throws IOException {
        boolean delivered = source.delivered(destinations);
        if (delivered) {
            source.delete();
        }
        return delivered;
    }

    /** Bytes that its segments take on disk, now; counted as those of a living spool are. */
    public long bytes() throws IOException {
        return source.bytes();
    }

    /**
     * Drops its oldest segments, delivered or not, until no more than so many bytes are left, or one segment.
     *
     * @return how many segments
     */
    public int dropOldest(long most) throws IOException {
        return source.dropOldest(most);
    }

    /** When a record was added last, milliseconds since the epoch, as the file system has it. */
    public long lastWriteMillis() throws IOException {
        long last = 0;
        for (String segment : SegmentName.in(directory.path())) {
            last = Math.max(
                    last, Files.getLastModifiedTime(directory.file(segment)).toMillis());
        }
        return last;
    }

    /** Deletes the directory, delivered or not, and closes this. */
    public void delete() throws IOException {
        source.delete();
    }

    /** Gives it up; the next start adopts it again and goes on behind the cursors. */
    @Override
    public void close() throws IOException {
        try {
            source.close();
        } finally {
            directory.close();
        }
    }
}
