package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Vocabulary;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Bytes were copied: file to file by the platform, through a stream, or between channels. */
final class CopyOperation extends PathOperation {
    /** The platform's own copy of a file, whose inner way (kernel copy, which may be a clone, or loop) is not known. */
    static final String COPY = "copy";

    /** The platform said that it made a clone, which shares the blocks of the file. */
    static final String REFLINK = "reflink";

    /** From or to a stream. */
    static final String STREAM = "stream";

    /** From file to file by a channel that nobody reads. */
    static final String TRANSFER = "transfer";

    /** Out of an archive. */
    static final String EXTRACT = "extract";

    /** A longer copy takes so long that a question to the file system does not count. */
    private static final long SMALL = 64 * 1024;

    /** What was last written to so long ago is not written to while it is copied. */
    private static final long QUIET_MILLIS = 2_000;

    private String strategy;
    private long transferred = -1;
    private @Nullable StreamFile part;
    private long copied;
    private boolean looked;

    CopyOperation(String strategy, @Nullable Path source, @Nullable Path target) {
        super("copy", "file copy", source, target);
        this.strategy = strategy;
    }

    @Override
    boolean succeeded(@Nullable Object result) {
        if (result instanceof Long bytes) {
            transferred = bytes;
        }
        return true;
    }

    @Override
    void opened(StreamFile opened) {
        // What the stream opens that is copied to comes later, and is not what is copied.
        if (part == null) {
            part = opened;
        }
    }

    /** The file that this opened as a part of itself; null when it opened none. */
    @Nullable
    StreamFile part() {
        return part;
    }

    /** The platform begins to copy a regular file, which it has looked at. */
    void begun(Object to, BasicFileAttributes from) {
        long size = from.size();
        // 0 is also what files say that are made as they are read.
        if (size > 0 && size <= SMALL && to.equals(target) && isQuiet(from)) {
            looked = true;
            copied = size;
        }
    }

    private boolean isQuiet(BasicFileAttributes file) {
        long startMillis = TimeUnit.NANOSECONDS.toMillis(startEpochNanos);
        return file.lastModifiedTime().toMillis() < startMillis - QUIET_MILLIS;
    }

    /** Nothing was moved. */
    void cloned() {
        if (COPY.equals(strategy)) {
            strategy = REFLINK;
        }
    }

    /** What the stream gave was a file. */
    void cameFrom(Copied whole) {
        if (source == null) {
            source = Path.of(whole.source());
            strategy = whole.strategy();
        }
    }

    @Override
    String strategy() {
        return strategy;
    }

    @Override
    long bytesRead() {
        return source == null ? 0 : moved();
    }

    @Override
    long bytesWritten() {
        return target == null ? 0 : moved();
    }

    @Override
    long bytesCopied() {
        return moved();
    }

    @Override
    void describeOutcome(AttributeWriter attributes) {
        if (transferred >= 0) {
            attributes.put(Vocabulary.FILE_SIZE, transferred);
            attributes.put(Vocabulary.COPY_TRANSFERRED_SIZE, transferred);
            return;
        }
        long size = copied();
        if (size != FileFacts.UNKNOWN) {
            putSize(attributes, Vocabulary.FILE_SIZE, size);
            attributes.put(Vocabulary.COPY_TRANSFERRED_SIZE, moved());
        }
    }

    @Override
    void tell(Integrity integrity) {
        String to = ledgerPath(target);
        String from = ledgerPath(source);
        // What goes through a stream is told by the file that was opened for it.
        if (to == null || toItself() || !(COPY.equals(strategy) || isClone())) {
            return;
        }
        long size = from == null ? 0 : copied();
        if (from != null && size > 0) {
            integrity.copied(this, from, to, size);
        } else {
            integrity.changed(to);
        }
    }

    private long moved() {
        if (transferred >= 0 || failed() || toItself() || isClone()) {
            return Math.max(0, transferred);
        }
        return Math.max(0, copied());
    }

    // The new file is looked at, not the old one: what was copied of a link depends on the options. Once, for it costs,
    // and not where the platform's own look will do.
    private long copied() {
        if (!looked) {
            looked = true;
            copied = FileFacts.size(target);
        }
        return copied;
    }

    private boolean isClone() {
        return REFLINK.equals(strategy);
    }

    private boolean toItself() {
        return source != null && source.equals(target);
    }
}
