package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Vocabulary;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a file from open to close. What it was is known in the end only: a read, a write, or a copy when all
 * that was written is all of another file.
 */
final class StreamOperation extends FileOperation {
    private final long minBytes;
    private @Nullable String strategy;
    private long read;
    private long written;
    private boolean leftOpen;

    /** A read, until more is known. */
    StreamOperation(long minBytes) {
        super("read", "file read", null, null);
        this.minBytes = minBytes;
    }

    /** It was a read or a write of so many bytes. */
    void endAs(boolean write, String path, long bytesRead, long bytesWritten) {
        if (write) {
            rename("write", "file write");
        }
        source = pathOf(path);
        read = bytesRead;
        written = bytesWritten;
    }

    /** It was a copy of all of a file. */
    void endAsCopy(String copyStrategy, String from, String to, long bytes) {
        rename("copy", "file copy");
        strategy = copyStrategy;
        source = pathOf(from);
        target = pathOf(to);
        read = bytes;
        written = bytes;
    }

    /** Nobody closed it: it ends because it was forgotten, or because the process ends. */
    void leaveOpen() {
        leftOpen = true;
    }

    @Override
    boolean succeeded(@Nullable Object result) {
        return true;
    }

    @Override
    @Nullable
    String strategy() {
        return strategy;
    }

    @Override
    long bytesRead() {
        return read;
    }

    @Override
    long bytesWritten() {
        return written;
    }

    @Override
    long bytesCopied() {
        return strategy == null ? 0 : written;
    }

    @Override
    public boolean isWaitedFor() {
        return false;
    }

    @Override
    public boolean wantsSpan() {
        return strategy != null || failed() || read >= minBytes || written >= minBytes;
    }

    @Override
    void describeOutcome(AttributeWriter attributes) {
        if (strategy != null) {
            attributes.put(Vocabulary.FILE_SIZE, written);
            attributes.put(Vocabulary.COPY_TRANSFERRED_SIZE, written);
        }
    }

    @Override
    void describeTraffic(AttributeWriter attributes) {
        if (strategy == null) {
            putSome(attributes, Vocabulary.FILE_READ_SIZE, read);
            putSome(attributes, Vocabulary.FILE_WRITTEN_SIZE, written);
        }
        if (leftOpen) {
            attributes.put(Vocabulary.FILE_LEFT_OPEN, true);
        }
    }

    private static void putSome(AttributeWriter attributes, String attribute, long bytes) {
        if (bytes > 0) {
            attributes.put(attribute, bytes);
        }
    }

    // Only a name that this JVM cannot spell is no path, though the file was opened by it.
    private static @Nullable Path pathOf(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException unspeakable) {
            return null;
        }
    }
}
