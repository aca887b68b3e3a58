package io.indelible.agent.command;

import io.indelible.agent.engine.integrity.Entry;
import io.indelible.agent.engine.integrity.FileState;
import io.indelible.agent.engine.integrity.Verdict;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Hashes one file again, once for all its digests, and says what became of each. */
final class Verification {
    /** What became of a file since it was hashed. */
    enum Result {
        /** The content is what it was. */
        OK,
        /** The content is another though nothing modified the file. */
        MISMATCH,
        /** The file was modified, or was being modified when it was hashed, and the content is another. */
        CHANGED,
        /** There is no such file. */
        MISSING,
        /** The algorithm is not known here, or the file cannot be read. */
        UNVERIFIABLE
    }

    /**
     * What became of one digest.
     *
     * @param remark in words, what the result alone does not say; empty when there is nothing
     */
    record Outcome(Entry entry, Result result, String remark) {}

    private static final int BUFFER = 256 * 1024;

    private final byte[] buffer = new byte[BUFFER];
    private final IntConsumer progress;

    /**
     * @param progress is told how many bytes were read, each time
     */
    Verification(IntConsumer progress) {
        this.progress = progress;
    }

    /** Verifies the digests of one file. */
    List<Outcome> of(List<Entry> entries) {
        String path = entries.get(0).path();
        FileState before = FileState.of(path);
        List<Outcome> outcomes = new ArrayList<>();
        List<Entry> open = new ArrayList<>();
        List<Rehash> hashes = new ArrayList<>();
        for (Entry entry : entries) {
            Outcome early = early(entry, before);
            Rehash hash = early == null ? Rehash.of(entry.algorithm()) : null;
            if (hash != null) {
                open.add(entry);
                hashes.add(hash);
            } else {
                outcomes.add(early == null ? cannot(entry, entry.algorithm() + " cannot be verified here") : early);
            }
        }
        if (before != null && !open.isEmpty()) {
            hash(path, before, open, hashes, outcomes);
        }
        return outcomes;
    }

    private static @Nullable Outcome early(Entry entry, @Nullable FileState state) {
        if (state == null) {
            return new Outcome(entry, Result.MISSING, "");
        }
        return state.size() == entry.size()
                ? null
                : new Outcome(entry, Result.CHANGED, "its size is " + state.size() + ", was " + entry.size());
    }

    private void hash(String path, FileState before, List<Entry> entries, List<Rehash> hashes, List<Outcome> outcomes) {
        try {
            read(path, hashes);
        } catch (IOException unreadable) {
            entries.forEach(entry -> outcomes.add(cannot(entry, "cannot be read: " + unreadable.getMessage())));
            return;
        }
        FileState after = FileState.of(path);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (after == null || !after.is(before.size(), before.modifiedNanos())) {
                outcomes.add(new Outcome(entry, Result.CHANGED, "while it was read"));
            } else {
                outcomes.add(judged(entry, after, hashes.get(i).digest(entry.digest().length)));
            }
        }
    }

    private void read(String path, List<Rehash> hashes) throws IOException {
        try (FileInputStream in = new FileInputStream(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (Rehash hash : hashes) {
                    hash.update(buffer, read);
                }
                progress.accept(read);
            }
        }
    }

    private static Outcome judged(Entry entry, FileState state, byte[] digest) {
        String found = "found " + HexFormat.of().formatHex(digest);
        return switch (Verdict.of(entry, state, digest)) {
            case NEW, SAME -> new Outcome(entry, Result.OK, "");
            case MISMATCH ->
                new Outcome(
                        entry, Result.MISMATCH, "expected " + HexFormat.of().formatHex(entry.digest()) + ", " + found);
            case CHANGED -> new Outcome(entry, Result.CHANGED, found);
            case DOUBTFUL -> new Outcome(entry, Result.CHANGED, "or was being modified when hashed; " + found);
        };
    }

    private static Outcome cannot(Entry entry, String why) {
        return new Outcome(entry, Result.UNVERIFIABLE, why);
    }
}
