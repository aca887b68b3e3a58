package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the file of a ring lies: in the instance's directory; or in a directory of its own in memory,
 * {@code /dev/shm/indelible-<instance>/}, which the instance's directory links to and which links back. A lock on the file,
 * held for life, tells a ring whose instance's directory is gone from one that nobody needs any more.
 */
final class RingFile {
    private static final String PREFIX = "indelible-";
    private static final String HOME = "home";
    private static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final Path file;
    private final @Nullable Path link;
    private @Nullable FileChannel lock;

    private RingFile(Path file, @Nullable Path link) {
        this.file = file;
        this.link = link;
    }

    /** In the instance's own directory. */
    static RingFile beside(SpoolDirectory directory) {
        return new RingFile(directory.file(SpoolDirectory.RING), null);
    }

    /** In memory; the file is still to be made. */
    static RingFile inMemory(Path memory, SpoolDirectory directory) throws IOException {
        Path own = memory.resolve(PREFIX + directory.instance());
        OwnerOnly.createDirectory(own);
        Path file = own.resolve(SpoolDirectory.RING);
        Path link = directory.file(SpoolDirectory.RING);
        try {
            Files.createSymbolicLink(own.resolve(HOME), directory.path().toAbsolutePath());
            Files.createSymbolicLink(link, file);
        } catch (IOException | RuntimeException e) {
            deleteOwn(own);
            throw e;
        }
        return new RingFile(file, link);
    }

    /** The real file. */
    Path path() {
        return file;
    }

    /** Says to others that its process lives. After the file was made, and opened for the last time. */
    void hold() throws IOException {
        if (link != null) {
            FileChannel channel = FileChannel.open(file, WRITE);
            lock = channel;
            channel.tryLock();
        }
    }

    boolean exists() {
        return Files.exists(file);
    }

    void delete() throws IOException {
        Path own = file.getParent();
        if (link == null || own == null) {
            Files.deleteIfExists(file);
            return;
        }
        Files.deleteIfExists(link);
        deleteOwn(own);
        letGo();
    }

    /** Leaves it to whoever adopts the directory. */
    void letGo() throws IOException {
        FileChannel channel = lock;
        lock = null;
        if (channel != null) {
            channel.close();
        }
    }

    /** The file of a directory's ring, which need not be there; null when it has none, or a link that is not of our making. */
    static @Nullable Path of(Path directory) throws IOException {
        Path ring = directory.resolve(SpoolDirectory.RING);
        if (Files.isSymbolicLink(ring)) {
            Path file = Files.readSymbolicLink(ring);
            Path own = file.getParent();
            return file.endsWith(SpoolDirectory.RING) && own != null && isNamedAsOwn(own) ? file : null;
        }
        return Files.exists(ring, LinkOption.NOFOLLOW_LINKS) ? ring : null;
    }

    /** The directory that the ring of an instance lies in, as its own if it has none. */
    static Path placeOf(Path directory) throws IOException {
        Path file = of(directory);
        Path place = file == null ? null : file.getParent();
        return place == null ? directory : place;
    }

    /** Deletes a directory's ring, wherever it lies. */
    static void delete(Path directory) throws IOException {
        Path own = placeOf(directory);
        if (isOwn(own)) {
            deleteOwn(own);
        }
        Files.deleteIfExists(directory.resolve(SpoolDirectory.RING));
    }

    private static boolean isOwn(Path directory) {
        return isNamedAsOwn(directory) && Files.isSymbolicLink(directory.resolve(HOME));
    }

    private static boolean isNamedAsOwn(Path directory) {
        Path name = directory.getFileName();
        return name != null && name.toString().startsWith(PREFIX + SpoolDirectory.PREFIX);
    }

    private static void deleteOwn(Path own) throws IOException {
        SpoolDirectory.deleteTree(own.resolve(SpoolDirectory.WARM_UP));
        Files.deleteIfExists(own.resolve(SpoolDirectory.RING));
        Files.deleteIfExists(own.resolve(HOME));
        Files.deleteIfExists(own);
    }

    /** Deletes rings whose process is dead and whose instance's directory somebody has deleted. Throws nothing. */
    static void sweep(Path memory, AgentLog log) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(memory, PREFIX + SpoolDirectory.PREFIX + "*")) {
            for (Path own : all) {
                sweepOne(own, log);
            }
        } catch (IOException | RuntimeException e) {
            log.log(AgentLog.Level.DEBUG, "rings in " + memory + " cannot be looked for", e);
        }
    }

    private static void sweepOne(Path own, AgentLog log) {
        String instance = own.getFileName().toString().substring(PREFIX.length());
        try {
            if (!SpoolDirectory.isOwned(instance) && (isRest(own) || isLost(own))) {
                deleteOwn(own);
                log.info("deleted the ring of " + instance + ", whose directory is gone");
            }
        } catch (IOException | RuntimeException e) {
            // Another user's: none of our business.
            log.log(AgentLog.Level.DEBUG, own + " is left alone", e);
        }
    }

    /** Its process deleted the ring while another thread of it still warmed up beside it. */
    private static boolean isRest(Path own) throws IOException {
        return isOld(own)
                && !Files.exists(own.resolve(HOME), LinkOption.NOFOLLOW_LINKS)
                && !Files.exists(own.resolve(SpoolDirectory.RING));
    }

    private static boolean isLost(Path own) throws IOException {
        return lostHome(own) && unheld(own.resolve(SpoolDirectory.RING));
    }

    private static boolean isOld(Path own) throws IOException {
        return System.currentTimeMillis() - Files.getLastModifiedTime(own).toMillis() > KEPT_MILLIS;
    }

    /** Where even the directory above is gone the file system may just not be mounted now; in time it counts as gone, too. */
    private static boolean lostHome(Path own) throws IOException {
        Path home = Files.readSymbolicLink(own.resolve(HOME));
        Path above = home.getParent();
        return !Files.exists(home)
                && !Files.exists(home.resolveSibling(home.getFileName() + SpoolDirectory.BROKEN))
                && (isOld(own) || (above != null && Files.exists(above)));
    }

    private static boolean unheld(Path ring) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(ring, WRITE);
        } catch (NoSuchFileException e) {
            return false; // being made, or being deleted
        }
        try {
            boolean free = channel.tryLock() != null;
            channel.close();
            return free;
        } catch (OverlappingFileLockException e) {
            return false; // a second copy of this class in this process holds it; closing would let go of that lock
        }
    }
}
