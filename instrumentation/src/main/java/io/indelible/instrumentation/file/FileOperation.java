package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Figures;
import io.indelible.instrumentation.Integrity;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Operations;
import io.indelible.instrumentation.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * One operation on files. Everything that costs a system call or a string is done in {@link #describe}, which is asked
 * only when the span is recorded and after its duration is known.
 */
abstract class FileOperation extends Operation {
    private String name;
    private String spanName;
    private boolean failed;
    private @Nullable String failureReason;

    FileOperation(String name, String spanName) {
        super(Family.FILE);
        this.name = name;
        this.spanName = spanName;
    }

    /** Where the bytes or the name come from, as it may be written down; null when that is no file. */
    abstract @Nullable String sourceText();

    /** Where they go; as {@link #sourceText}. */
    abstract @Nullable String targetText();

    /** The name of the file that this is about, for its extension; empty when there is none. */
    abstract String named();

    /** It turned out to be something else. */
    final void rename(String toName, String toSpanName) {
        name = toName;
        spanName = toSpanName;
    }

    /** A file was opened as a part of this, on the same thread. */
    void opened(StreamFile part) {}

    /**
     * The call is over.
     *
     * @return whether there was an operation worth recording
     */
    final boolean complete(@Nullable Object result, @Nullable Throwable thrown) {
        failed = thrown != null;
        failureReason = FailureReason.of(thrown);
        return failed || succeeded(result);
    }

    /** The call returned {@code result}: whether anything was done at all. */
    abstract boolean succeeded(@Nullable Object result);

    /** A value of {@code indelible.copy.strategy}; null when there is none or it is not known. */
    abstract @Nullable String strategy();

    /** Writes sizes and what else is special; only of an operation that succeeded. */
    abstract void describeOutcome(AttributeWriter attributes);

    /** Tells whoever keeps a ledger of contents, if anybody does and the call returned. */
    final void tell(Operations operations, @Nullable Throwable thrown) {
        Integrity integrity = thrown == null ? operations.integrity() : null;
        if (integrity != null) {
            tell(integrity);
        }
    }

    /** Says what this means for the content of files; only of a call that returned. */
    void tell(Integrity integrity) {}

    /** Writes how many bytes passed, also of an operation that failed. */
    void describeTraffic(AttributeWriter attributes) {}

    /** Bytes that came from a file, of an operation that failed too; 0 when there were none or nobody knows. */
    long bytesRead() {
        return 0;
    }

    /** Bytes that went into a file; as {@link #bytesRead}. */
    long bytesWritten() {
        return 0;
    }

    /** Bytes whose copying took the time that this took; 0 for a rename, a link, a clone and what is no copy. */
    long bytesCopied() {
        return 0;
    }

    final boolean failed() {
        return failed;
    }

    @Override
    public final String spanName() {
        return spanName;
    }

    @Override
    public final void describe(AttributeWriter attributes) {
        tag(attributes);
        attributes.put(Vocabulary.FILE_PATH, sourceText());
        attributes.put(Vocabulary.FILE_EXTENSION, PathText.extension(named()));
        attributes.put(Vocabulary.FILE_TARGET_PATH, targetText());
        describeTraffic(attributes);
        if (!failed) {
            describeOutcome(attributes);
        }
    }

    @Override
    public final void describeOpen(AttributeWriter attributes) {
        attributes.put(Vocabulary.FILE_OPERATION_NAME, openName());
        attributes.put(Vocabulary.FILE_PATH, sourceText());
        attributes.put(Vocabulary.FILE_EXTENSION, PathText.extension(named()));
        attributes.put(Vocabulary.FILE_TARGET_PATH, targetText());
        describeProgress(attributes);
    }

    /** What it is called as far as that is known; as {@link #describeOpen}. */
    String openName() {
        return name;
    }

    /** Writes how far this has come; as {@link #describeOpen}. */
    void describeProgress(AttributeWriter attributes) {}

    @Override
    public final void tag(AttributeWriter tags) {
        tags.put(Vocabulary.FILE_OPERATION_NAME, name);
        tags.put(Vocabulary.COPY_STRATEGY, strategy());
        tags.put(Vocabulary.FILE_FAILURE_REASON, failureReason);
    }

    @Override
    public final void measure(Figures figures) {
        String reason = failed && failureReason == null ? Extensions.OTHER : failureReason;
        FileFigures.operation(figures, name, Extensions.tag(named()), reason);
        FileFigures.io(figures, name, bytesRead(), bytesWritten());
        FileFigures.throughput(
                figures,
                Metric.COPY_THROUGHPUT,
                Vocabulary.COPY_STRATEGY,
                strategy(),
                failed ? 0 : bytesCopied(),
                durationNanos);
    }

    /** Writes the size unless it is not known (-1). */
    static void putSize(AttributeWriter attributes, String attribute, long size) {
        if (size >= 0) {
            attributes.put(attribute, size);
        }
    }
}
