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
    private final Algorithm algorithm;
    private final @Nullable String provider;
    private final long minBytes;
    private long inputSize;
    private @Nullable String file;

    HashOperation(Algorithm algorithm, @Nullable String provider, long minBytes) {
        super(Family.HASH);
        this.algorithm = algorithm;
        this.provider = provider;
        this.minBytes = minBytes;
    }

    /** All is known: how many bytes, and the file they came from, or null. */
    void complete(long bytes, @Nullable OpenFile from) {
        inputSize = bytes;
        file = from == null ? null : from.path;
    }

    @Override
    public String spanName() {
        return algorithm.spanName();
    }

    @Override
    public boolean wantsSpan() {
        return file != null || inputSize >= minBytes;
    }

    @Override
    public void describe(AttributeWriter attributes) {
        tag(attributes);
        attributes.put(Vocabulary.HASH_PROVIDER, provider);
        attributes.put(Vocabulary.HASH_INPUT_SIZE, inputSize);
        if (file != null) {
            describe(new File(file), attributes);
        }
    }

    private static void describe(File file, AttributeWriter attributes) {
        attributes.put(Vocabulary.FILE_PATH, PathText.of(file.getAbsolutePath()));
        long size = file.length();
        // 0 is also the answer for a file that is gone, and of an empty file there is no hash with a name.
        if (size > 0) {
            attributes.put(Vocabulary.FILE_SIZE, size);
        }
    }

    @Override
    public void tag(AttributeWriter tags) {
        tags.put(Vocabulary.FILE_OPERATION_NAME, "hash");
        tags.put(Vocabulary.HASH_ALGORITHM, algorithm.name());
    }

    @Override
    public void measure(Figures figures) {
        if (file != null) {
            FileFigures.operation(figures, "hash", Extensions.tag(file), null);
        }
        FileFigures.throughput(
                figures, Metric.HASH_THROUGHPUT, Vocabulary.HASH_ALGORITHM, algorithm.name(), inputSize, durationNanos);
    }

    @Override
    public void release() {
        file = null;
    }
}
