package io.indelible.agent.engine.integrity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Locks against other processes of the service, waited for a little while only: one that is stopped keeps its locks. */
final class Locks {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Locks() {}

    /**
     * @throws IOException when it cannot be had in time
     */
    static FileLock take(FileChannel channel, long position, long length, long patienceMillis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        FileLock lock = tried(channel, position, length);
        while (lock == null) {
            if (System.nanoTime() - deadline >= 0) {
                throw new IOException("another process does not give up its lock");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            lock = tried(channel, position, length);
        }
        return lock;
    }

    private static @Nullable FileLock tried(FileChannel channel, long position, long length) throws IOException {
        try {
            return channel.tryLock(position, length, false);
        } catch (OverlappingFileLockException heldInThisJvm) {
            return null;
        }
    }
}
