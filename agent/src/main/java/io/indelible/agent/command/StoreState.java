package io.indelible.agent.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A local store.
 *
 * @param files how many files
 * @param bytes their size
 * @param newest when the last one was written; null when there is none
 */
record StoreState(int files, long bytes, @Nullable Instant newest) {
    /** The store in a directory; empty when there is no such directory. */
    static StoreState of(Path directory) throws IOException {
        int files = 0;
        long bytes = 0;
        Instant newest = null;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jsonl*")) {
            for (Path file : entries) {
                files++;
                bytes += SpoolState.size(file);
                newest = later(newest, file);
            }
        } catch (NoSuchFileException e) {
            return new StoreState(0, 0, null);
        }
        return new StoreState(files, bytes, newest);
    }

    private static @Nullable Instant later(@Nullable Instant newest, Path file) throws IOException {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return newest == null || written.isAfter(newest) ? written : newest;
        } catch (NoSuchFileException e) {
            return newest;
        }
    }
}
