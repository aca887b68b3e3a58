package io.indelible.agent.engine.integrity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * A file as a table: after the header, bucket by bucket. Read and written by position, never mapped, so that a full disk or a
 * truncated file is an exception and no signal. What was never written is a hole and costs nothing.
 */
record Table(FileChannel channel, long buckets) {
    /** Buckets of a file of at most so many bytes. */
    static long bucketsOf(long maxBytes) {
        return Math.max(1, maxBytes / Bucket.BYTES - 1);
    }

    /** Where everything about a path lies. */
    long position(PathKey key) {
        return position(Long.remainderUnsigned(key.high(), buckets));
    }

    void load(Bucket bucket, long position) throws IOException {
        ByteBuffer page = bucket.page().clear();
        int read = 0;
        while (page.hasRemaining() && read >= 0) {
            read = channel.read(page, position + page.position());
        }
        while (page.hasRemaining()) {
            page.put((byte) 0);
        }
        bucket.loaded();
    }

    /** Writes the slots that were touched. */
    void store(Bucket bucket, long position) throws IOException {
        for (int slot = 0; slot < Bucket.SLOTS; slot++) {
            if (bucket.isTouched(slot)) {
                int at = slot * Slot.BYTES;
                ByteBuffer bytes = bucket.page().clear().position(at).limit(at + Slot.BYTES);
                while (bytes.hasRemaining()) {
                    channel.write(bytes, position + bytes.position());
                }
            }
        }
    }

    /** Shows every entry. */
    void each(Consumer<Entry> reader) throws IOException {
        Bucket bucket = new Bucket();
        long end = channel.size();
        for (long number = 0; number < buckets && position(number) < end; number++) {
            load(bucket, position(number));
            bucket.all().forEach(reader);
        }
    }

    private static long position(long number) {
        return (number + 1) * Bucket.BYTES;
    }
}
