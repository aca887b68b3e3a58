package io.indelible.agent.engine.integrity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** The first page of the file: what it is, how it is laid out and how many buckets follow. */
final class Header {
    /** What is not a ledger, or not one of this layout. */
    static final long FOREIGN = -1;
    /** An empty file. */
    static final long NONE = 0;

    private static final long MAGIC = 0x696e64656c696231L; // "indelib1"
    private static final int CHECKSUM = 24;
    private static final int BYTES = 28;

    private Header() {}

    /** How many buckets there are; {@link #FOREIGN} or {@link #NONE}. */
    static long buckets(FileChannel channel) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(BYTES);
        int read = 0;
        while (page.hasRemaining() && read >= 0) {
            read = channel.read(page, page.position());
        }
        if (page.position() == 0) {
            return NONE;
        }
        long buckets = page.getLong(16);
        return page.hasRemaining()
                        || page.getLong(0) != MAGIC
                        || page.getInt(8) != Slot.BYTES
                        || page.getInt(12) != Bucket.SLOTS
                        || page.getInt(CHECKSUM) != checksum(page)
                        || buckets < 1
                ? FOREIGN
                : buckets;
    }

    static void write(FileChannel channel, long buckets) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(Bucket.BYTES);
        page.putLong(0, MAGIC).putInt(8, Slot.BYTES).putInt(12, Bucket.SLOTS).putLong(16, buckets);
        page.putInt(CHECKSUM, checksum(page));
        while (page.hasRemaining()) {
            channel.write(page, page.position());
        }
    }

    private static int checksum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.duplicate().clear().limit(CHECKSUM));
        return (int) crc.getValue();
    }
}
