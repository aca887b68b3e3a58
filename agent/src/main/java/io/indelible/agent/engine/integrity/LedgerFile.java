package io.indelible.agent.engine.integrity;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code integrity/ledger}, which all processes of a service share: each change of a bucket is made under a lock on
 * it. Opened when it is needed first and again when somebody deleted it or set it aside. One thread.
 */
final class LedgerFile {
    static final String FOLDER = "integrity";
    static final String NAME = "ledger";
    private static final String GATE = "ledger.lock";
    private static final String FRESH = "ledger.new";

    private static final long CHANGE_PATIENCE_MILLIS = 200;
    private static final long OPEN_PATIENCE_MILLIS = 1_000;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Path folder;
    private final Path file;
    private final long wantedBuckets;
    private final AgentLog log;
    private final Bucket bucket = new Bucket();
    private @Nullable Table table;
    private @Nullable Object identity;
    private long lookedAt;
    private boolean fitted;

    /** Works on one bucket. */
    @FunctionalInterface
    interface Change {
        void apply(Bucket bucket);
    }

    LedgerFile(Path service, long maxBytes, AgentLog log) {
        folder = service.resolve(FOLDER);
        file = folder.resolve(NAME);
        wantedBuckets = Table.bucketsOf(maxBytes);
        this.log = log;
    }

    /** What is known about a path, as it was at some moment; valid until the next call. */
    Bucket peek(PathKey key) throws IOException {
        Table open = open();
        open.load(bucket, open.position(key));
        return bucket;
    }

    /** Changes what is known about a path, in one step as other processes see it. Never from within another change. */
    void change(PathKey key, Change change) throws IOException {
        Table open = open();
        long position = open.position(key);
        FileLock lock = Locks.take(open.channel(), position, Bucket.BYTES, CHANGE_PATIENCE_MILLIS);
        try {
            open.load(bucket, position);
            change.apply(bucket);
            open.store(bucket, position);
        } finally {
            lock.release();
        }
    }

    /** How many entries have made room for others. */
    long evicted() {
        return bucket.evicted();
    }

    /** The next use opens the file anew. */
    void close() {
        Table open = table;
        table = null;
        try {
            if (open != null) {
                open.channel().close();
            }
        } catch (IOException closedAllTheSame) {
            log.warn("closing " + file + " failed", closedAllTheSame);
        }
    }

    private Table open() throws IOException {
        long now = System.nanoTime();
        if (table != null && now - lookedAt > LOOK_NANOS) {
            lookedAt = now;
            if (!Objects.equals(identity(), identity)) {
                close();
            }
        }
        Table open = table;
        if (open == null) {
            open = openTogether();
            table = open;
            identity = identity();
            lookedAt = now;
        }
        return open;
    }

    /** What tells the file under our name from any other; null when there is none, or the file system does not say. */
    private @Nullable Object identity() {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? FOLDER : key;
        } catch (IOException gone) {
            return null;
        }
    }

    /** One process at a time: who finds a file damaged must not set aside the one that another has just begun. */
    private Table openTogether() throws IOException {
        OwnerOnly.createDirectories(folder);
        try (FileChannel gate = OwnerOnly.open(folder.resolve(GATE), CREATE, WRITE)) {
            Locks.take(gate, 0, 1, OPEN_PATIENCE_MILLIS);
            return openAlone();
        }
    }

    private Table openAlone() throws IOException {
        FileChannel channel = OwnerOnly.open(file, CREATE, READ, WRITE);
        try {
            long buckets = Header.buckets(channel);
            if (buckets == Header.NONE) {
                Header.write(channel, wantedBuckets);
                return new Table(channel, wantedBuckets);
            }
            if (buckets == Header.FOREIGN) {
                channel.close();
                DamagedLedgers.keep(file, log);
                return openAlone();
            }
            return fitted(new Table(channel, buckets));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** The first time only: two processes that differ on the bound would otherwise take turns for ever. */
    private Table fitted(Table old) throws IOException {
        boolean fits = fitted || old.buckets() == wantedBuckets;
        fitted = true;
        return fits ? old : rebuilt(old);
    }

    private Table rebuilt(Table old) throws IOException {
        Path fresh = folder.resolve(FRESH);
        Files.deleteIfExists(fresh);
        FileChannel channel = OwnerOnly.open(fresh, CREATE_NEW, READ, WRITE);
        try {
            Table table = new Table(channel, wantedBuckets);
            Header.write(channel, wantedBuckets);
            old.each(entry -> carry(entry, table));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            old.channel().close();
            return table;
        } catch (IOException | RuntimeException noRoom) {
            channel.close();
            Files.deleteIfExists(fresh);
            log.warn("the integrity ledger keeps its old size", noRoom);
            return old;
        }
    }

    private void carry(Entry entry, Table to) {
        try {
            long position = to.position(entry.key());
            to.load(bucket, position);
            bucket.put(entry);
            to.store(bucket, position);
        } catch (IOException noRoom) {
            throw new UncheckedIOException(noRoom);
        }
    }
}
