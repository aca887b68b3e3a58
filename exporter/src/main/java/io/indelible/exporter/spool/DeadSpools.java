package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch.Position;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds what dead processes left. Everything is read by ordinary reads and no class of Chronicle is loaded. */
public final class DeadSpools {
    private static final long UNFINISHED_MILLIS = TimeUnit.HOURS.toMillis(1);

    private DeadSpools() {}

    /**
     * Takes possession of every instance directory whose owner is gone, oldest first. What its ring held is readable when
     * this returns, and what it wanted to be told. A directory that cannot be read is set aside; one that holds nothing is
     * deleted. How many bytes all of them may have is for who adopts them to say. Throws nothing.
     */
    public static List<DeadSpool> adopt(Path spoolRoot, AgentLog log) {
        List<DeadSpool> adopted = new ArrayList<>();
        RingFile.sweep(SharedMemory.DEV_SHM, log);
        try {
            for (Path directory : instances(spoolRoot)) {
                adopt(directory, log, adopted);
            }
        } catch (IOException | RuntimeException e) {
            log.warn("spools of dead processes in " + spoolRoot + " cannot be looked for", e);
        }
        return adopted;
    }

    static List<Path> instances(Path root) throws IOException {
        List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(SpoolDirectory.UNFINISHED_PREFIX)) {
                    deleteUnfinished(entry);
                } else if (name.startsWith(SpoolDirectory.PREFIX)
                        && !name.contains(SetAside.MARK)
                        && Files.isDirectory(entry)) {
                    directories.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // nobody was here before
        }
        Collections.sort(directories);
        return directories;
    }

    /** Its maker died within a few milliseconds; a young one may still be at it. */
    private static void deleteUnfinished(Path directory) throws IOException {
        long age = System.currentTimeMillis()
                - Files.getLastModifiedTime(directory).toMillis();
        if (age > UNFINISHED_MILLIS) {
            SpoolDirectory.deleteTree(directory);
        }
    }

    private static void adopt(Path path, AgentLog log, List<DeadSpool> adopted) {
        SpoolDirectory directory = null;
        try {
            directory = SpoolDirectory.adopt(path);
            if (directory == null) {
                return;
            }
            DeadSpool dead = open(directory, log);
            if (dead.read(Position.START, 1) == null) {
                dead.delete();
            } else {
                adopted.add(dead);
            }
        } catch (NoRoomException e) {
            log.warn(path + " waits until the disk has room", e);
            closeQuietly(directory, log);
        } catch (FileSystemException e) {
            // No file could be opened: this process has too many open, or may not look. That says nothing about what
            // is in there, nor whether its owner lives.
            log.warn(path + " cannot be opened now", e);
            closeQuietly(directory, log);
        } catch (IOException | RuntimeException e) {
            setAside(path, directory, e, log);
        }
    }

    private static DeadSpool open(SpoolDirectory directory, AgentLog log) throws IOException {
        byte[] resource = resource(directory, log);
        Path ring = RingFile.of(directory.path());
        if (ring != null && !Files.exists(ring)) {
            log.warn(
                    "the ring of " + directory.instance() + " lay in " + ring + ", which is gone: the container or the"
                            + " machine was started anew. What it held and the queue did not yet is lost",
                    null);
        } else if (ring != null && !RingLeftover.take(directory)) {
            log.warn("the ring in " + directory.path() + " is damaged; what could be read of it is kept", null);
            SetAside.keep(directory.path(), ring, directory.instance() + "-ring", log);
        }
        RingFile.delete(directory.path());
        takeLastWords(directory, resource, log);
        return new DeadSpool(directory, resource, new DirectorySource(directory, resource, false, new Drops(), log));
    }

    /** Whose they were is better not known than told wrong. */
    private static byte[] resource(SpoolDirectory directory, AgentLog log) throws IOException {
        byte[] resource = directory.resource();
        if (resource != null) {
            return resource;
        }
        Path file = directory.file(SpoolDirectory.RESOURCE);
        log.warn(file + " is damaged; the records beside it are delivered without a resource", null);
        SetAside.keep(directory.path(), file, directory.instance() + "-" + SpoolDirectory.RESOURCE, log);
        return new byte[0];
    }

    /** What cannot be read of them costs them alone. */
    private static void takeLastWords(SpoolDirectory directory, byte[] resource, AgentLog log) throws IOException {
        try {
            LastWordsLeftover.take(directory, resource, log);
        } catch (FileSystemException | NoRoomException later) {
            throw later;
        } catch (IOException | RuntimeException e) {
            log.warn("what " + directory.instance() + " had open cannot be told", e);
        }
    }

    private static void setAside(Path path, @Nullable SpoolDirectory directory, Exception cause, AgentLog log) {
        log.warn(path + " cannot be read", cause);
        if (directory == null) {
            return; // not ours: its owner may be alive
        }
        try {
            SetAside.keep(path, path, path.getFileName().toString(), log);
        } catch (IOException | RuntimeException e) {
            log.warn(path + " cannot be set aside", e);
        }
        closeQuietly(directory, log);
    }

    private static void closeQuietly(@Nullable SpoolDirectory directory, AgentLog log) {
        try {
            if (directory != null) {
                directory.close();
            }
        } catch (IOException e) {
            log.warn("cannot give up " + directory.path(), e);
        }
    }
}
