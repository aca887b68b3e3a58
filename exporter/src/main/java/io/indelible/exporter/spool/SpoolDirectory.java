package io.indelible.exporter.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One process instance's directory, ours alone as long as this object is open. The proof is a lock of the operating system
 * on {@code owner.lock}: it ends with the process whatever ends the process, and says nothing about process ids, which
 * containers share.
 */
final class SpoolDirectory implements Closeable {
    static final String PREFIX = "inst-";
    /** A directory within, while {@link ChronicleWarmUp} is at work. */
    static final String WARM_UP = "warm-up";
    /** A directory that is being made; nobody else looks into it. */
    static final String UNFINISHED_PREFIX = ".new-";

    static final String BROKEN = ".broken";
    static final String RING = "ring";
    /** Of as many digits as it has until the year 2286: names are compared as texts. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{13})-");

    private static final String LOCK = "owner.lock";
    static final String RESOURCE = "resource.pb";

    private static final int RELEASE_TRIES = 20;
    private static final long RELEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * What this process owns. Opening and closing a file a second time drops the process's lock on it (POSIX), so our own
     * directories must be known by name before their lock file is touched.
     */
    private static final Set<String> OWNED = ConcurrentHashMap.newKeySet();

    private static final AtomicLong LAST_START = new AtomicLong();
    /** Only two processes that start in the same millisecond need it; a secure one costs start-up time. */
    private static final Random RANDOM = new Random();

    private final String instance;
    private final FileChannel lock;
    private volatile Path path;

    private SpoolDirectory(Path path, String instance, FileChannel lock) {
        this.path = path;
        this.instance = instance;
        this.lock = lock;
    }

    /** A name that sorts after every other one of this process. */
    static String newInstance() {
        return newInstance(0);
    }

    /** A name that sorts after those of this process, and after this start. */
    private static String newInstance(long after) {
        long least = Math.max(after + 1, System.currentTimeMillis());
        long start = LAST_START.updateAndGet(last -> Math.max(last + 1, least));
        String random = Long.toHexString(RANDOM.nextLong() | Long.MIN_VALUE); // sixteen digits without a formatter
        return PREFIX + start + "-" + random;
    }

    /** The last start that a name here tells; later than now when the clock was set back since. 0 when there is none. */
    private static long lastStart(Path root) throws IOException {
        long last = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.lookingAt()) {
                    last = Math.max(last, Long.parseLong(name.group(1)));
                }
            }
        }
        return last;
    }

    /** One for whoever delivers it. */
    static SpoolDirectory create(Path root, byte[] resource) throws IOException {
        return create(root, resource, List.of());
    }

    /** Makes a directory and owns it. It gets its name only when it is locked: nobody can see it without an owner. */
    static SpoolDirectory create(Path root, byte[] resource, List<String> destinations) throws IOException {
        OwnerOnly.createDirectories(root);
        String instance = newInstance(lastStart(root));
        Path unfinished = root.resolve(UNFINISHED_PREFIX + instance);
        OwnerOnly.createDirectory(unfinished);
        OWNED.add(instance);
        try {
            FileChannel lock = lock(unfinished.resolve(LOCK));
            if (lock == null) {
                throw new IOException("somebody else locked " + unfinished);
            }
            ResourceFile.write(unfinished.resolve(RESOURCE), resource);
            DestinationsFile.write(DestinationsFile.of(unfinished), destinations);
            Path path = Files.move(unfinished, root.resolve(instance), StandardCopyOption.ATOMIC_MOVE);
            return new SpoolDirectory(path, instance, lock);
        } catch (IOException | RuntimeException e) {
            OWNED.remove(instance);
            deleteTree(unfinished);
            throw e;
        }
    }

    /** Whether this process owns an instance of this name. */
    static boolean isOwned(String instance) {
        return OWNED.contains(instance);
    }

    /** Owns a directory that exists; null when it has an owner, or no longer exists. */
    static @Nullable SpoolDirectory adopt(Path path) throws IOException {
        String instance = instanceOf(path);
        if (!OWNED.add(instance)) {
            return null;
        }
        FileChannel lock = null;
        try {
            lock = lock(path.resolve(LOCK));
        } catch (NoSuchFileException e) {
            return null; // deleted meanwhile by whoever owned it
        } finally {
            if (lock == null) {
                OWNED.remove(instance);
            }
        }
        return lock == null ? null : owned(new SpoolDirectory(path, instance, lock));
    }

    /** Its owner may have deleted it between our opening the lock file and our getting the lock. */
    private static @Nullable SpoolDirectory owned(SpoolDirectory directory) throws IOException {
        if (directory.exists()) {
            return directory;
        }
        directory.close();
        return null;
    }

    private static String instanceOf(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(BROKEN) ? name.substring(0, name.length() - BROKEN.length()) : name;
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = OwnerOnly.open(file, CREATE, WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // A second copy of this class in this process owns it. Closing would drop that lock: leave it open for
            // good.
            return null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    String instance() {
        return instance;
    }

    Path path() {
        return path;
    }

    /** Where it lies. */
    Path root() {
        return Objects.requireNonNull(path.getParent(), "an instance lies in the spool's root");
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Whether it is still there. Somebody may delete it under us, and writing to what we have open would still succeed. */
    boolean exists() {
        return Files.exists(path.resolve(LOCK));
    }

    /**
     * Asks the disk for a change that needs no room.
     *
     * @throws IOException when it is read-only, broken or gone
     */
    static void touch(Path directory) throws IOException {
        Files.setLastModifiedTime(directory, FileTime.fromMillis(System.currentTimeMillis()));
    }

    /** The resource given at the start; empty when it is gone, null when it is damaged. */
    byte @Nullable [] resource() throws IOException {
        return ResourceFile.read(path.resolve(RESOURCE));
    }

    /** Whom it was recorded for; none when nobody knows any more, null when that is damaged. */
    @Nullable
    List<String> destinations() throws IOException {
        return DestinationsFile.read(DestinationsFile.of(path));
    }

    /** Renames it, so that people see what happened to it. What is open in it stays open. */
    void rename(String suffix) throws IOException {
        path = Files.move(path, path.resolveSibling(instance + suffix), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes it and all that is in it, and gives it up. */
    void delete() throws IOException {
        boolean held = false;
        try {
            deleteTree(path);
        } catch (DirectoryNotEmptyException e) {
            held = true; // NFS and FUSE keep what is deleted and open, as the lock is, under another name
        } finally {
            close();
        }
        if (held) {
            deleteReleased(path);
        }
    }

    /** Such a file goes soon after it was closed. */
    private static void deleteReleased(Path directory) throws IOException {
        for (int tries = RELEASE_TRIES; ; tries--) {
            try {
                Files.deleteIfExists(directory);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (tries == 0) {
                    throw e;
                }
                LockSupport.parkNanos(RELEASE_NANOS);
            }
        }
    }

    /** Gives it up: whoever comes next may own it. Once: a second time would give up what another thread owns by then. */
    @Override
    public void close() throws IOException {
        if (!lock.isOpen()) {
            return;
        }
        try {
            lock.close();
        } finally {
            OWNED.remove(instance);
        }
    }

    /** Deletes a directory that is flat but for {@link #WARM_UP}, and its ring where that lies elsewhere; the lock file last, so that an owner's death half-way leaves something adoptable. */
    static void deleteTree(Path directory) throws IOException {
        RingFile.delete(directory);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (file.endsWith(WARM_UP) && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    deleteTree(file);
                } else if (!file.endsWith(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(directory.resolve(LOCK));
        Files.deleteIfExists(directory);
    }
}
