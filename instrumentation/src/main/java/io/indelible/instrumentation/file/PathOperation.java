package io.indelible.instrumentation.file;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One call that was given paths, of any file system. */
abstract class PathOperation extends FileOperation {
    /** Where the bytes or the name come from; null when that is no file. */
    @Nullable
    Path source;

    /** Where they go; null when that is no file. */
    @Nullable
    Path target;

    PathOperation(String name, String spanName, @Nullable Path source, @Nullable Path target) {
        super(name, spanName);
        this.source = source;
        this.target = target;
    }

    /** The path as the ledger of contents knows it; null when it is none of the default file system. */
    static @Nullable String ledgerPath(@Nullable Path path) {
        return path == null || path.getFileSystem() != FileSystems.getDefault()
                ? null
                : path.toAbsolutePath().toString();
    }

    @Override
    final @Nullable String sourceText() {
        return PathText.of(source);
    }

    @Override
    final @Nullable String targetText() {
        return PathText.of(target);
    }

    @Override
    final String named() {
        Path path = source == null ? target : source;
        return path == null ? "" : path.toString();
    }

    @Override
    public final void release() {
        source = null;
        target = null;
    }
}
