package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens the best ring that can be had: in memory that outlives the process, in the instance's directory, or on the heap.
 *
 * @param file null for one on the heap
 */
record RingOpening(Ring ring, @Nullable RingFile file) {

    /** Never fails; says when what is had is not crash-safe. */
    static RingOpening open(
            SpoolDirectory directory,
            boolean mappable,
            SpoolSettings settings,
            Drops drops,
            AgentLog log,
            Said degraded) {
        Path memory = settings.memory();
        if (memory != null) {
            try {
                return mapped(RingFile.inMemory(memory, directory), settings, SharedMemory.floor(memory), drops);
            } catch (IOException | RuntimeException e) {
                log.info("the ring cannot lie in " + memory + ": " + e.getMessage());
            }
        }
        String reason = "its file system is not known to allow it";
        if (mappable) {
            try {
                return mapped(RingFile.beside(directory), settings, settings.freeSpaceFloor(), drops);
            } catch (IOException | RuntimeException e) {
                reason = e.getMessage();
            }
        }
        degraded.warn("the ring in " + directory.path() + " is not crash-safe: " + reason, null);
        return new RingOpening(Ring.heap(settings.ringBytes(), drops), null);
    }

    private static RingOpening mapped(RingFile file, SpoolSettings settings, long floor, Drops drops)
            throws IOException {
        try {
            Ring ring = Ring.mapped(file.path(), settings.ringBytes(), floor, drops);
            file.hold();
            return new RingOpening(ring, file);
        } catch (IOException | RuntimeException e) {
            file.delete();
            throw e;
        }
    }
}
