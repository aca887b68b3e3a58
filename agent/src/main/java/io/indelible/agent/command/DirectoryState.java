package io.indelible.agent.command;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The base directory, or what it would be created in.
 *
 * @param path where
 * @param exists whether it is there
 * @param writable whether it can be written, or created
 * @param freeBytes what this user may still use; -1 when unknown
 * @param fileSystem its type, such as {@code ext4}; empty when unknown
 * @param ring whether a ring can be mapped there
 */
record DirectoryState(Path path, boolean exists, boolean writable, long freeBytes, String fileSystem, RingTrial ring) {
    static DirectoryState of(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        boolean writable = Files.isDirectory(existing) && Files.isWritable(existing);
        boolean exists = Files.isDirectory(path);
        long free = -1;
        String type = "";
        try {
            FileStore store = Files.getFileStore(existing);
            free = store.getUsableSpace();
            type = store.type();
        } catch (IOException | RuntimeException e) {
            // Stays unknown: some file systems do not tell.
        }
        return new DirectoryState(path, exists, writable, free, type, RingTrial.in(path, exists && writable, type));
    }
}
