package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a file from open to close. What it was is known in the end only: a read, a write, or a copy when all
 * that was written is all of another file.
 */
final class StreamOperation extends FileOperation {
    private final long minBytes;
    private @Nullable StreamFile file;
    private @Nullable String source;
    private @Nullable String target;
    private @Nullable String strategy;
    private long read;
    private long written;
    private boolean leftOpen;

    /** A read, until more is known. */
    StreamOperation(long minBytes) {
        super("read", "file read");
        this.minBytes = minBytes;
    }

    /** It is about this file; nobody else knows before the end. */
    void watch(StreamFile opened) {
        file = opened;
    }

    /** It was a read or a write of so many bytes. */
    void endAs(boolean write, String path, long bytesRead, long bytesWritten) {
        if (write) {
            rename("write", "file write");
        }
        source = path;
        read = bytesRead;
        written = bytesWritten;
    }

    /** It was a copy of all of a file. */
    void endAsCopy(String copyStrategy, String from, String to, long bytes) {
        rename("copy", "file copy");
        strategy = copyStrategy;
        source = from;
        target = to;
        read = bytes;
        written = bytes;
    }

    /** Nobody closed it: it ends because it was forgotten, or because the process ends. */
    void leaveOpen() {
        leftOpen = true;
    }

    @Override
    @Nullable
    String sourceText() {
        return source == null ? null : PathText.ofFile(source);
    }

    @Override
    @Nullable
    String targetText() {
        return target == null ? null : PathText.ofFile(target);
    }

    @Override
    String named() {
        return source == null ? "" : source;
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
    public boolean wantsOpenSpan() {
        StreamFile open = file;
        return open != null && (open.bytesRead() >= minBytes || open.written() >= minBytes);
    }

    @Override
    public String openSpanName() {
        return writes() ? "file write" : spanName();
    }

    @Override
    String openName() {
        return writes() ? "write" : super.openName();
    }

    private boolean writes() {
        StreamFile open = file;
        return open != null && open.written() > 0;
    }

    @Override
    void describeProgress(AttributeWriter attributes) {
        StreamFile open = file;
        if (open != null) {
            attributes.put(Vocabulary.FILE_PATH, PathText.ofFile(open.path));
            putSome(attributes, Vocabulary.FILE_READ_SIZE, open.bytesRead());
            putSome(attributes, Vocabulary.FILE_WRITTEN_SIZE, open.written());
        }
    }

    @Override
    public void release() {
        file = null;
        source = null;
        target = null;
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
}
