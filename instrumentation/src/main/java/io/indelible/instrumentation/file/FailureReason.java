package io.indelible.instrumentation.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * Why a file operation failed, in words that are few and alike on every platform: the value of
 * {@code indelible.file.failure.reason}.
 *
 * <p>The exception's class says it where it can; else the platform's own words do, as Linux, macOS and Windows spell them in
 * English. The JVM gets them in the language of its locale: in another one only what the class says is known.
 */
final class FailureReason {
    private static final int MOST_CAUSES = 4;

    // Pairs: what the platform says, and what we call it. The first that is contained counts.
    private static final String[] SPELLINGS = {
        // POSIX, as glibc, musl and macOS put it
        "No space left on device", "no_space",
        "Disk quota exceeded", "quota_exceeded",
        "Disc quota exceeded", "quota_exceeded",
        "Quota exceeded", "quota_exceeded",
        "Permission denied", "permission_denied",
        "Operation not permitted", "permission_denied",
        "No such file or directory", "not_found",
        "File exists", "exists",
        "ross-device link", "cross_device",
        "Directory not empty", "not_empty",
        "Read-only file system", "read_only",
        "Too many open files", "too_many_open_files",
        "No file descriptors available", "too_many_open_files",
        "Input/output error", "io_error",
        "I/O error", "io_error",
        "Is a directory", "is_directory",
        "Not a directory", "not_directory",
        "Too many links", "too_many_links",
        "Too many levels of symbolic links", "link_loop",
        "Symbolic link loop", "link_loop",
        "File name too long", "name_too_long",
        "Filename too long", "name_too_long",
        "File too large", "too_large",
        "resource busy", "busy",
        "Resource busy", "busy",
        "Text file busy", "busy",
        "Stale ", "stale_handle",
        "Operation not supported", "not_supported",
        "Not supported", "not_supported",
        // Windows
        "There is not enough space on the disk", "no_space",
        "The disk is full", "no_space",
        "disk quota", "quota_exceeded",
        "Access is denied", "permission_denied",
        "A required privilege is not held", "permission_denied",
        "The system cannot find the", "not_found",
        "when that file already exists", "exists",
        "The file exists", "exists",
        "to a different disk drive", "cross_device",
        "The directory is not empty", "not_empty",
        "The media is write protected", "read_only",
        "The system cannot open the file", "too_many_open_files",
        "I/O device error", "io_error",
        "cyclic redundancy check", "io_error",
        "The directory name is invalid", "not_directory",
        "The filename or extension is too long", "name_too_long",
        "because it is being used by another process", "busy",
        "because another process has locked", "busy",
    };

    private FailureReason() {}

    /** The reason of a failure, or of what caused it; null when nothing failed or the reason is not known. */
    static @Nullable String of(@Nullable Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MOST_CAUSES; depth++) {
            String reason = at instanceof FileSystemException failure ? ofFileSystem(failure) : ofOther(at);
            if (reason != null) {
                return reason;
            }
            at = cause(at);
        }
        return null;
    }

    private static @Nullable String ofFileSystem(FileSystemException thrown) {
        if (thrown instanceof NoSuchFileException) {
            return "not_found";
        }
        if (thrown instanceof FileAlreadyExistsException) {
            return "exists";
        }
        if (thrown instanceof AccessDeniedException) {
            return "permission_denied";
        }
        if (thrown instanceof DirectoryNotEmptyException) {
            return "not_empty";
        }
        if (thrown instanceof AtomicMoveNotSupportedException) {
            return "cross_device";
        }
        return ofRareFileSystem(thrown);
    }

    private static @Nullable String ofRareFileSystem(FileSystemException thrown) {
        if (thrown instanceof NotDirectoryException) {
            return "not_directory";
        }
        if (thrown instanceof NotLinkException) {
            return "not_link";
        }
        // The message begins with the path, which may say anything.
        return thrown instanceof FileSystemLoopException ? "link_loop" : spelled(thrown.getReason());
    }

    private static @Nullable String ofOther(Throwable thrown) {
        if (thrown instanceof FileNotFoundException) {
            return ofFileNotFound(message(thrown));
        }
        if (thrown instanceof ClosedChannelException) {
            return thrown instanceof ClosedByInterruptException ? "interrupted" : "closed";
        }
        if (thrown instanceof IOException) {
            return spelled(message(thrown));
        }
        if (thrown instanceof ReadOnlyFileSystemException) {
            return "read_only";
        }
        if (thrown instanceof SecurityException) {
            return "permission_denied";
        }
        return thrown instanceof UnsupportedOperationException ? "not_supported" : null;
    }

    /** {@code java.io} says {@code path (words of the platform)}, whatever was wrong; only the words count. */
    private static @Nullable String ofFileNotFound(@Nullable String message) {
        if (message == null || !message.endsWith(")")) {
            return "not_found";
        }
        return spelled(message.substring(message.lastIndexOf('(') + 1));
    }

    private static @Nullable String spelled(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (int i = 0; i < SPELLINGS.length; i += 2) {
            if (text.contains(SPELLINGS[i])) {
                return SPELLINGS[i + 1];
            }
        }
        return null;
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        boolean wraps = thrown instanceof IOException || thrown instanceof UncheckedIOException;
        try {
            return wraps ? thrown.getCause() : null;
        } catch (RuntimeException | Error itsOwn) {
            return null;
        }
    }

    private static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException | Error itsOwn) {
            return null;
        }
    }
}
