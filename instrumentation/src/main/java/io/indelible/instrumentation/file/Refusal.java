package io.indelible.instrumentation.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code java.io.File} says false or null where {@code java.nio.file} throws, and never says why. */
final class Refusal {
    /** The conventions' value of {@code error.type} for what has no better one. */
    static final String ERROR_TYPE = "_OTHER";

    private Refusal() {}

    /** The path; null for text that is none, with which {@code java.io.File} does nothing either. */
    static @Nullable Path path(@Nullable Object text) {
        try {
            return text instanceof String path ? Path.of(path) : null;
        } catch (InvalidPathException invalid) {
            return null;
        }
    }
}
