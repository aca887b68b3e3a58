package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.values.LongValue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The log by Chronicle Queue, kept from every byte it could stumble over: all that it maps was written with zeros before,
 * it leaves a segment before the end of these, and it goes on only to one that is ready. See RATIONALE.md.
 */
final class ChronicleLog implements RecordLog {
    private static final String METADATA = "metadata.cq4t";
    private static final int METADATA_BYTES = 128 * 1024;
    private static final String WRITE_LOCK = "chronicle.write.lock";
    private static final long UNLOCKED = 1L << 63;
    private static final long LOCK_TIMEOUT_MILLIS = 1000;

    /** Room at the end of a segment for Chronicle's index pages and its end mark. */
    static final long SLACK = 64 * 1024;

    private static final int NO_SPARE = -1;

    private final Path directory;
    private final int segmentBytes;
    private final long freeSpaceFloor;
    private final SegmentCycle clock;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Bytes<Void> excerpt;
    private final ByteBuffer question = ByteBuffer.allocateDirect(1);
    private @Nullable FileChannel asked;
    private int spare = NO_SPARE;
    private String segment;
    private long position;

    private ChronicleLog(Path directory, int segmentBytes, long freeSpaceFloor, int first) throws IOException {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.freeSpaceFloor = freeSpaceFloor;
        this.clock = new SegmentCycle(first);
        this.segment = SegmentName.of(first, SegmentName.CHRONICLE);
        this.queue = SingleChronicleQueueBuilder.binary(directory.toFile())
                .rollCycle(clock)
                .timeProvider(clock)
                .blockSize((long) segmentBytes)
                .timeoutMS(LOCK_TIMEOUT_MILLIS)
                .build();
        this.appender = appender(queue);
        this.excerpt = Bytes.allocateElasticDirect(32 * 1024);
        excerpt.singleThreadedCheckDisabled(true);
    }

    private static ExcerptAppender appender(SingleChronicleQueue queue) {
        // We own the directory by its owner.lock, so a lock left in here is nobody's.
        try (LongValue lock = queue.metaStore().acquireValueFor(WRITE_LOCK)) {
            lock.setOrderedValue(UNLOCKED);
        }
        ExcerptAppender appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(
                true); // drained at shutdown by another thread than the writer, never by two
        return appender;
    }

    /**
     * Opens a queue in a directory that has none. Loads Chronicle's classes: about half a second the first time.
     *
     * @throws NoRoomException when the disk has no room for it now; try again
     * @throws Throwable anything, for Chronicle may throw anything: it will not work here
     */
    @SuppressWarnings("IllegalThrows")
    static ChronicleLog open(Path directory, int segmentBytes, long freeSpaceFloor, AgentLog log) throws Throwable {
        ZeroedFile.create(directory.resolve(METADATA), METADATA_BYTES, METADATA_BYTES, freeSpaceFloor, true);
        ChronicleLog opened = null;
        boolean proven = false;
        try {
            int first = prepare(directory, segmentBytes, freeSpaceFloor);
            ChronicleEnvironment environment = ChronicleEnvironment.enter(directory, log);
            try {
                opened = new ChronicleLog(directory, segmentBytes, freeSpaceFloor, first);
                opened.testItself();
            } finally {
                environment.leave();
            }
            proven = true;
            return opened;
        } finally {
            if (!proven) {
                closeQuietly(opened);
                Files.deleteIfExists(directory.resolve(METADATA));
                deletePrepared(directory);
            }
        }
    }

    /** Writes a mark and looks for it where the reader will look. */
    private void testItself() throws IOException {
        write(Lot.of());
        if (!SegmentReader.endsAt(directory.resolve(segment), position)) {
            throw new IOException("Chronicle Queue wrote something else than expected");
        }
    }

    @Override
    public boolean append(Lot lot) throws IOException {
        if (position + lot.length() + SLACK > segmentBytes && !roll()) {
            return false;
        }
        write(lot);
        return true;
    }

    private void write(Lot lot) {
        excerpt.clear();
        excerpt.writeInt(Frame.LOT);
        excerpt.write(lot.array(), 0, lot.length());
        appender.writeBytes(excerpt);
        position = appender.wire().bytes().writePosition();
    }

    /**
     * A byte behind all that Chronicle writes, which is zero and stays zero. On a frozen or hanging disk this waits, in a
     * state in which the JVM can stop all other threads; a store through the mapping would wait in one in which it cannot,
     * and would hold up the whole application. On a disk that has gone read-only this is refused; a store would succeed and
     * be lost.
     */
    @Override
    public void ask() throws IOException {
        FileChannel channel = asked;
        if (channel == null) {
            channel = FileChannel.open(directory.resolve(segment), StandardOpenOption.WRITE);
            asked = channel;
        }
        channel.write(question.clear(), segmentBytes + SLACK - 1);
    }

    private void askNext() throws IOException {
        FileChannel channel = asked;
        asked = null;
        if (channel != null) {
            channel.close();
        }
    }

    private boolean roll() throws IOException {
        if (spare == NO_SPARE) {
            try {
                spare = prepare(directory, segmentBytes, freeSpaceFloor);
            } catch (NoRoomException e) {
                return false;
            }
        }
        clock.advance(spare);
        segment = SegmentName.of(spare, SegmentName.CHRONICLE);
        spare = NO_SPARE;
        askNext();
        write(Lot.of());
        // Had it not taken the prepared file it would have made one with holes.
        if (Files.exists(directory.resolve(segment.replace(SegmentName.CHRONICLE, SegmentName.PREPARED)))) {
            throw new IOException("Chronicle Queue did not take the segment prepared for it");
        }
        return true;
    }

    @Override
    public void prepare() throws IOException {
        // In time for the last quarter, not earlier: a small program needs but one segment.
        if (spare == NO_SPARE && position > segmentBytes / 4L * 3) {
            spare = prepare(directory, segmentBytes, freeSpaceFloor);
        }
    }

    private static int prepare(Path directory, int segmentBytes, long freeSpaceFloor) throws IOException {
        int cycle = SegmentName.next(directory);
        Path unfinished = directory.resolve(SegmentName.of(cycle, ".tmp"));
        // What Chronicle maps is a quarter longer than what it is allowed to fill.
        long length = segmentBytes + segmentBytes / 4L;
        ZeroedFile.create(unfinished, segmentBytes + SLACK, length, freeSpaceFloor, true);
        // Under its last name a queue would take it for a segment that somebody has begun.
        Path prepared = directory.resolve(SegmentName.of(cycle, SegmentName.PREPARED));
        Files.move(unfinished, prepared, StandardCopyOption.ATOMIC_MOVE);
        return cycle;
    }

    private static void deletePrepared(Path directory) throws IOException {
        for (String name : SegmentName.preparedIn(directory)) {
            Files.deleteIfExists(directory.resolve(name));
        }
    }

    @Override
    public String segment() {
        return segment;
    }

    @Override
    public void close() throws IOException {
        askNext();
        excerpt.releaseLast();
        appender.close();
        queue.close();
    }

    private static void closeQuietly(@Nullable ChronicleLog log) {
        try {
            if (log != null) {
                log.close();
            }
        } catch (Throwable e) {
            // It did not open; what it throws on the way out is the same trouble once more.
        }
    }
}
