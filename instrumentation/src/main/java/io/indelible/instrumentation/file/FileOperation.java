package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.Vocabulary;
import io.indelible.instrumentation.http.UrlRedaction;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One operation on files. Everything that costs a system call or a string is done in {@link #describe}, which is asked
 * only when the span is recorded and after its duration is known.
 */
abstract class FileOperation extends Operation {
    private String name;
    private String spanName;

    /** Where the bytes or the name come from; null when that is no file. */
    @Nullable
    Path source;

    /** Where they go; null when that is no file. */
    @Nullable
    Path target;

    private boolean failed;

    FileOperation(String name, String spanName, @Nullable Path source, @Nullable Path target) {
        super(Family.FILE);
        this.name = name;
        this.spanName = spanName;
        this.source = source;
        this.target = target;
    }

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
        return failed || succeeded(result);
    }

    /** The call returned {@code result}: whether anything was done at all. */
    abstract boolean succeeded(@Nullable Object result);

    /** A value of {@code indelible.copy.strategy}; null when there is none or it is not known. */
    abstract @Nullable String strategy();

    /** Writes sizes and what else is special; only of an operation that succeeded. */
    abstract void describeOutcome(AttributeWriter attributes);

    /** Writes how many bytes passed, also of an operation that failed. */
    void describeTraffic(AttributeWriter attributes) {}

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
        attributes.put(Vocabulary.FILE_PATH, text(source));
        attributes.put(Vocabulary.FILE_EXTENSION, extension(source == null ? target : source));
        attributes.put(Vocabulary.FILE_TARGET_PATH, text(target));
        describeTraffic(attributes);
        if (!failed) {
            describeOutcome(attributes);
        }
    }

    @Override
    public final void tag(AttributeWriter tags) {
        tags.put(Vocabulary.FILE_OPERATION_NAME, name);
        tags.put(Vocabulary.COPY_STRATEGY, strategy());
    }

    @Override
    public void release() {
        source = null;
        target = null;
    }

    /** Writes the size unless it is not known (-1). */
    static void putSize(AttributeWriter attributes, String attribute, long size) {
        if (size >= 0) {
            attributes.put(attribute, size);
        }
    }

    private static @Nullable String text(@Nullable Path path) {
        if (path == null) {
            return null;
        }
        return isDefault(path) ? path.toAbsolutePath().toString() : uri(path);
    }

    // A custom file system may refuse; its own spelling is then the best there is.
    private static String uri(Path path) {
        try {
            return UrlRedaction.withoutCredentials(path.toUri().toString());
        } catch (RuntimeException | Error refused) {
            return path.toString();
        }
    }

    private static boolean isDefault(Path path) {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    private static @Nullable String extension(@Nullable Path path) {
        Path name = path == null ? null : path.getFileName();
        if (name == null) {
            return null;
        }
        String text = name.toString();
        int dot = text.lastIndexOf('.');
        return dot > 0 && dot < text.length() - 1 ? text.substring(dot + 1) : null;
    }
}
