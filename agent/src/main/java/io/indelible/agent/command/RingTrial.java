package io.indelible.agent.command;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.spool.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a ring can be mapped in a directory.
 *
 * @param result what came out
 * @param reason why not; empty when it can
 */
record RingTrial(Result result, String reason) {
    private static final int TRIAL_BYTES = 64 * 1024;

    /** What a trial can show. */
    enum Result {
        /** It can. */
        MAPPABLE,
        /** It cannot: records wait in memory until the queue has them. */
        NOT_MAPPABLE,
        /** There is no directory yet in which to try. */
        NOT_TRIED
    }

    static RingTrial in(Path directory, boolean writable, String fileSystem) {
        if (!Spool.isMapped(fileSystem)) {
            return new RingTrial(Result.NOT_MAPPABLE, "a mapped file is not safe on file system '" + fileSystem + "'");
        }
        if (!writable) {
            return new RingTrial(Result.NOT_TRIED, "there is no directory that can be written yet");
        }
        try {
            return mapped(directory);
        } catch (IOException | RuntimeException e) {
            return new RingTrial(Result.NOT_MAPPABLE, e.toString());
        }
    }

    private static RingTrial mapped(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, ".doctor-", ".tmp");
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            channel.write(ByteBuffer.allocate(TRIAL_BYTES));
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, TRIAL_BYTES);
            map.put(TRIAL_BYTES - 1, (byte) 1);
            return new RingTrial(Result.MAPPABLE, "");
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
