package io.indelible.instrumentation.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a file of the default file system tells, links not followed.
 *
 * @param size bytes; -1 when it is no regular file
 * @param modifiedNanos when its content was last modified, nanoseconds since the epoch
 * @param identity equal for two names of the same file (device and inode); null where the platform has none
 */
record FileFacts(long size, long modifiedNanos, @Nullable Object identity) {
    /** The {@link #size} of what nobody could look at. */
    static final long UNKNOWN = -2;

    private static final LinkOption[] AS_IT_IS = {LinkOption.NOFOLLOW_LINKS};

    /** Looks; null when the file is absent, unreadable or of another file system. Never throws. */
    static @Nullable FileFacts of(@Nullable Path path) {
        if (path == null || path.getFileSystem() != FileSystems.getDefault()) {
            return null;
        }
        try {
            // Asked first because it does not throw: an exception for each absent file would cost more than the call.
            return path.toFile().exists() ? existing(path) : null;
        } catch (RuntimeException gone) {
            return null;
        }
    }

    /** As {@link #of(Path)}, of a file that should be there: one question instead of two. */
    static @Nullable FileFacts existing(@Nullable Path path) {
        BasicFileAttributes attributes = attributes(path);
        return attributes == null ? null : of(attributes);
    }

    /**
     * The size alone of a file that should be there, without the objects that times and identities are; -1 when it is no
     * regular file, {@link #UNKNOWN} where {@link #existing} is null.
     */
    static long size(@Nullable Path path) {
        BasicFileAttributes attributes = attributes(path);
        return attributes == null ? UNKNOWN : size(attributes);
    }

    private static @Nullable BasicFileAttributes attributes(@Nullable Path path) {
        if (path == null || path.getFileSystem() != FileSystems.getDefault()) {
            return null;
        }
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, AS_IT_IS);
        } catch (IOException | RuntimeException gone) {
            return null;
        }
    }

    private static long size(BasicFileAttributes attributes) {
        return attributes.isRegularFile() ? attributes.size() : -1;
    }

    /** Looks at a file that was open a moment ago, links followed; null when it is gone. Never throws. */
    static @Nullable FileFacts of(String path) {
        try {
            return of(Files.readAttributes(Path.of(path), BasicFileAttributes.class));
        } catch (IOException | RuntimeException gone) {
            return null;
        }
    }

    private static FileFacts of(BasicFileAttributes attributes) {
        return new FileFacts(
                size(attributes), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.fileKey());
    }
}
