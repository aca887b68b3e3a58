package io.indelible.agent.command;

import static java.nio.file.StandardOpenOption.READ;

import io.indelible.exporter.spool.DestinationsFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The spool of one process instance, seen from outside. What this program knows of the spool's format itself is here: names
 * of files, no content. Backlogs are therefore upper bounds, for a segment counts whole until every destination has passed
 * it and it is deleted.
 *
 * @param instance the name of its directory
 * @param owner whether its process lives
 * @param bytes size of its segments
 * @param backlog bytes that wait, by destination: each that it recorded for, and each that has had something
 * @param health what its process says of itself; null when it says nothing
 */
record SpoolState(
        String instance, Owner owner, long bytes, Map<String, Long> backlog, @Nullable InstanceHealth health) {
    private static final String PREFIX = "inst-";
    private static final String LOCK = "owner.lock";
    private static final String CURSOR = "cursor-";
    private static final String DAMAGED = ".damaged-";

    /** Whether the process that made a spool lives. */
    enum Owner {
        /** It holds its lock. */
        ALIVE,
        /** Nobody holds the lock. */
        DEAD,
        /** The lock cannot be asked. */
        UNKNOWN
    }

    /** Whether a directory is a spool in use or left behind; one that its process gave up is still to be delivered. */
    static boolean isSpool(String name) {
        return name.startsWith(PREFIX) && !isSetAside(name);
    }

    /** Whether a file or directory is what could not be read of a spool. */
    static boolean isSetAside(String name) {
        return name.contains(DAMAGED);
    }

    static SpoolState of(Path directory) throws IOException {
        long bytes = 0;
        Map<String, Long> backlog = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(CURSOR)) {
                    backlog.put(name.substring(CURSOR.length()), 0L);
                } else if (name.endsWith(".cq4") || name.endsWith(".plain")) {
                    bytes += size(file);
                }
            }
        }
        for (String recordedFor : DestinationsFile.in(directory)) {
            backlog.put(recordedFor, 0L);
        }
        long all = bytes;
        backlog.replaceAll((destination, none) -> all);
        return new SpoolState(
                directory.getFileName().toString(),
                owner(directory.resolve(LOCK)),
                bytes,
                backlog,
                InstanceHealth.in(directory));
    }

    /** The size of a file; 0 when it was deleted meanwhile. */
    static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** A shared lock tells as much as an exclusive one, needs no right to write, and lets two of us look at once. */
    private static Owner owner(Path file) {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
            if (lock == null) {
                return Owner.ALIVE;
            }
            lock.release();
            return Owner.DEAD;
        } catch (OverlappingFileLockException e) {
            return Owner.ALIVE;
        } catch (NoSuchFileException e) {
            return Owner.DEAD;
        } catch (IOException e) {
            return Owner.UNKNOWN;
        }
    }
}
