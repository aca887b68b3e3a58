package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Figures;
import io.indelible.instrumentation.Metric;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.file.Extensions;
import io.indelible.instrumentation.file.FileFigures;
import io.indelible.instrumentation.file.PathText;
import io.indelible.instrumentation.file.content.OpenFile;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** One hash, from the first byte to the digest. */
final class HashOperation extends Operation {
    /** What computes it. */
    final DigestState state;

    private final long minBytes;
    private long inputSize;
    private @Nullable String file;

    /** Whether the bytes were those of the file from its first one on. */
    boolean whole;

    private boolean complete;

    /** When reading the file began, nanoseconds since the epoch. */
    long openedEpochNanos;

    /** Where the application wants the result written, and from which offset on; null when it is returned. */
    @Nullable
    Object into;

    /** See {@link #into}. */
    @Nullable
    Object offset;

    HashOperation(DigestState state, long minBytes) {
        super(Family.HASH);
        this.state = state;
        this.minBytes = minBytes;
    }

    /** Makes it as new. The engine's fields are set by exception: nobody else knows that this is used again. */
    void renew() {
        ended = false;
        flags = 0;
        baggage = null;
        whole = false;
    }

    /**
     * All is known.
     *
     * @param from the file that the bytes came from; null when that is not certain
     * @param fromBeginning whether they are those of the file from its first one on
     * @param toTheEnd whether they are those up to its last one
     */
    void complete(long bytes, @Nullable OpenFile from, boolean fromBeginning, boolean toTheEnd) {
        inputSize = bytes;
        complete = fromBeginning && toTheEnd;
        file = from == null ? null : from.path;
        whole = from != null && fromBeginning && !from.isArchive();
        openedEpochNanos = from == null ? 0 : from.openedEpochNanos;
    }

    /** Bytes hashed. */
    long inputSize() {
        return inputSize;
    }

    /** The name of the file as it was opened; null when there is none, or once this has ended. */
    @Nullable
    String file() {
        return file;
    }

    @Override
    public String spanName() {
        return state.kind.algorithm().spanName();
    }

    @Override
    public boolean wantsSpan() {
        return file != null || inputSize >= minBytes;
    }

    @Override
    public void describe(AttributeWriter attributes) {
        tag(attributes);
        attributes.put(Vocabulary.HASH_PROVIDER, state.kind.provider());
        attributes.put(Vocabulary.HASH_INPUT_SIZE, inputSize);
        if (file != null) {
            describe(file, attributes);
        }
    }

    @Override
    public boolean wantsOpenSpan() {
        return state.length() >= minBytes;
    }

    @Override
    public void describeOpen(AttributeWriter attributes) {
        tag(attributes);
        attributes.put(Vocabulary.HASH_PROVIDER, state.kind.provider());
        attributes.put(Vocabulary.HASH_INPUT_SIZE, state.length());
        OpenFile from = state.claim.presumed();
        if (from != null && !from.path.isEmpty()) {
            attributes.put(Vocabulary.FILE_PATH, PathText.ofFile(from.path));
        }
    }

    private void describe(String of, AttributeWriter attributes) {
        attributes.put(Vocabulary.FILE_PATH, PathText.ofFile(of));
        // A question to the file system costs more than all else here, and most loops have read to the end.
        long size = complete ? inputSize : new File(of).length();
        // 0 is also the answer for a file that is gone, and of an empty file there is no hash with a name.
        if (size > 0) {
            attributes.put(Vocabulary.FILE_SIZE, size);
        }
    }

    @Override
    public void tag(AttributeWriter tags) {
        tags.put(Vocabulary.FILE_OPERATION_NAME, "hash");
        tags.put(Vocabulary.HASH_ALGORITHM, state.kind.algorithm().name());
    }

    @Override
    public void measure(Figures figures) {
        if (file != null) {
            FileFigures.operation(figures, "hash", Extensions.tag(file), null);
            FileFigures.io(figures, "hash", inputSize, 0);
        }
        FileFigures.throughput(
                figures,
                Metric.HASH_THROUGHPUT,
                Vocabulary.HASH_ALGORITHM,
                state.kind.algorithm().name(),
                inputSize,
                durationNanos);
    }

    @Override
    public void release() {
        file = null;
        into = null;
        offset = null;
    }
}
