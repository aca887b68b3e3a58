package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.RecordBatch.Position;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds what dead processes left below one directory. Everything is read by ordinary reads and no class of Chronicle is
 * loaded. Used by one thread.
 */
public final class DeadSpools {
    private static final long UNFINISHED_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Path root;
    private final AgentLog log;
    private final Map<Path, Said> troubles = new HashMap<>();
    private final Set<Path> troubled = new HashSet<>();
    private final List<Path> postponed = new ArrayList<>();
    /** One for all: a buffer for each of a thousand spools would be the application's memory. */
    private final SegmentReader reader = new SegmentReader();

    /** The spools of one service. */
    public DeadSpools(Path root, AgentLog log) {
        this.root = root;
        this.log = log;
    }

    /**
     * Takes possession of every instance directory whose owner is gone, oldest first. What its ring held is readable when
     * this returns, and what it wanted to be told. One that holds nothing is deleted; one that cannot be read now is given
     * up until the next time; what is no spool of ours, whoever reads it, is set aside. How many bytes all of them may have
     * is for who adopts them to say. Throws nothing.
     */
    public List<DeadSpool> adopt() {
        List<DeadSpool> adopted = new ArrayList<>();
        postponed.clear();
        troubled.clear();
        RingFile.sweep(SharedMemory.DEV_SHM, log);
        try {
            for (Path directory : instances(root)) {
                adopt(directory, adopted);
            }
        } catch (IOException | RuntimeException e) {
            say(root, "spools of dead processes in " + root + " cannot be looked for", e);
            if (!(e instanceof AccessDeniedException)) {
                postponed.add(root); // as below
            }
        }
        troubles.keySet().retainAll(troubled);
        return adopted;
    }

    /** What the last {@link #adopt} found without an owner and could not read; the next one tries again. */
    public List<Path> postponed() {
        return List.copyOf(postponed);
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

    private void adopt(Path path, List<DeadSpool> adopted) {
        SpoolDirectory directory;
        try {
            directory = SpoolDirectory.adopt(path);
        } catch (IOException | RuntimeException e) {
            // Who may not even ask is not meant: it is another user's, who delivers it. Else it may have an owner or
            // not.
            say(path, path + " cannot be opened now", e);
            if (!(e instanceof AccessDeniedException)) {
                postponed.add(path);
            }
            return;
        }
        if (directory != null) {
            adopt(directory, adopted);
        }
    }

    private void adopt(SpoolDirectory directory, List<DeadSpool> adopted) {
        Closeable owned = directory;
        try {
            DeadSpool dead = DeadSpool.open(directory, reader, log);
            owned = dead;
            if (dead.read(Position.START, 1) == null) {
                dead.delete();
            } else {
                adopted.add(dead);
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException | SecurityException | Error e) {
            // Error: the application left no memory for it now. The others must not suffer for it.
            postpone(directory.path(), e);
            giveUp(owned);
        } catch (RuntimeException e) {
            setAside(directory.path(), e);
            giveUp(owned);
        }
    }

    /** That a disk does not give something now says nothing about what is on it: what is set aside is never delivered. */
    private void postpone(Path path, Throwable cause) {
        if (!Files.exists(path)) {
            return; // somebody deleted it
        }
        postponed.add(path);
        if (cause instanceof NoRoomException) {
            say(path, path + " waits until the disk has room", cause);
        } else {
            boolean unopened = cause instanceof FileSystemException;
            say(path, path + " cannot be " + (unopened ? "opened" : "read") + " now; it is tried again", cause);
        }
    }

    private void say(Path path, String message, Throwable cause) {
        troubled.add(path);
        troubles.computeIfAbsent(path, any -> new Said(log)).warn(message, cause);
    }

    private void setAside(Path path, Exception cause) {
        log.warn(path + " cannot be read", cause);
        try {
            SetAside.keep(path, path, path.getFileName().toString(), log);
        } catch (IOException | RuntimeException e) {
            log.warn(path + " cannot be set aside", e);
        }
    }

    private void giveUp(Closeable owned) {
        try {
            owned.close();
        } catch (IOException e) {
            log.warn("a spool in " + root + " cannot be given up", e);
        }
    }
}
