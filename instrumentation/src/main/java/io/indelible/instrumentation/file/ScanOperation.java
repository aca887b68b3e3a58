package io.indelible.instrumentation.file;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Vocabulary;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder was looked through, with what lies below it or without. Its source is the folder. */
final class ScanOperation extends PathOperation {
    private final boolean walk;
    private @Nullable Object walker;
    private boolean opened;
    private boolean refused;
    private long entries;

    private ScanOperation(Path folder, boolean walk, @Nullable Object walker) {
        super("scan", "file scan", folder, null);
        this.walk = walk;
        this.walker = walker;
    }

    /** Of a whole tree. */
    static ScanOperation walk(Path folder, @Nullable Object walker) {
        return new ScanOperation(folder, true, walker);
    }

    /** Of a single folder. */
    static ScanOperation list(Path folder) {
        return new ScanOperation(folder, false, null);
    }

    /** Where it begins; not to be asked once it has ended. */
    Path folder() {
        return Objects.requireNonNull(source);
    }

    boolean isWalk() {
        return walk;
    }

    /** The walker, once: from then on this is known by it and must not keep it alive. */
    @Nullable
    Object takeWalker() {
        Object taken = walker;
        walker = null;
        return taken;
    }

    /** A folder was opened, by the platform. */
    void markOpened() {
        opened = true;
    }

    boolean opened() {
        return opened;
    }

    /** The platform said no without a word why. */
    void refuse() {
        refused = true;
    }

    void count(long more) {
        entries += more;
    }

    @Override
    boolean succeeded(@Nullable Object result) {
        return true;
    }

    @Override
    @Nullable
    String strategy() {
        return null;
    }

    @Override
    void describeOutcome(AttributeWriter attributes) {
        if (!refused) {
            attributes.put(Vocabulary.FILE_SCAN_ENTRIES, entries);
        }
    }

    @Override
    void describeProgress(AttributeWriter attributes) {
        attributes.put(Vocabulary.FILE_SCAN_ENTRIES, entries);
    }

    @Override
    public @Nullable String errorType(@Nullable Throwable thrown) {
        return refused ? Refusal.ERROR_TYPE : super.errorType(thrown);
    }

    @Override
    public boolean isWaitedFor() {
        return false;
    }
}
