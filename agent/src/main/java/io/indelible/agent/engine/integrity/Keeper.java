package io.indelible.agent.engine.integrity;

import io.indelible.agent.engine.integrity.Entry.Kind;
import io.indelible.agent.engine.recorder.EpochClock;
import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the ledger: what is entered, and what is said about it. A claim is made only where nothing else can explain
 * what was seen; where in doubt the ledger is silent. One thread.
 */
final class Keeper {
    private final LedgerFile file;
    private final Copies copies;
    private final Findings findings;
    private final EpochClock clock;
    private final LongSupplier lostNanos;
    private final AgentLog log;
    private final Wanderers wanderers = new Wanderers();
    private long misfits;

    /**
     * @param lostNanos until when changes of files may have gone unnoticed, nanoseconds since the epoch
     */
    Keeper(LedgerFile file, Findings findings, EpochClock clock, LongSupplier lostNanos, AgentLog log) {
        this.file = file;
        this.findings = findings;
        this.clock = clock;
        this.lostNanos = lostNanos;
        this.log = log;
        copies = new Copies(file, findings);
    }

    /** A file was hashed from its beginning; whether to its end is seen here. */
    void hashed(Note.Hashed note) throws IOException {
        FileState state = FileState.of(note.path);
        if (state == null) {
            wanderers.add(note);
            return;
        }
        if (state.size() != note.bytes) {
            return;
        }
        int flags = state.settledBefore(note.openedNanos) ? 0 : Entry.UNSETTLED;
        Entry found = Entry.hash(note.path, note.algorithm, note.digest, state, now(), flags);
        if (!fits(found)) {
            return;
        }
        Change change = new Change(found);
        file.change(found.key(), change);
        say(note, change.verdict, change.known, found);
        if (change.verdict != Verdict.MISMATCH) {
            copies.compare(note, found, change.relations);
        }
    }

    /** A file was copied whole. */
    void copied(Note.Copied note) throws IOException {
        changed(note.target);
        FileState source = FileState.of(note.path);
        FileState target = FileState.of(note.target);
        if (source == null || target == null) {
            wanderers.add(note);
            return;
        }
        if (!certain(note, source, target)) {
            return;
        }
        Entry origin = Entry.origin(note.target, note.path, target, note.startedNanos, source.modifiedNanos());
        Entry copy = Entry.copy(note.path, note.target, note.bytes, note.startedNanos);
        if (fits(origin) && fits(copy)) {
            copies.relate(origin, copy);
        }
    }

    /** A program under the agent wrote to the file: another digest is no wonder, and it is no longer a copy. */
    void changed(String path) throws IOException {
        wanderers.take(path);
        PathKey key = PathKey.of(path);
        // Most files that are written are not known here; for them one read must do.
        if (!file.peek(key).of(key).isEmpty()) {
            file.change(key, bucket -> unbind(bucket, key));
        }
    }

    /** A file has another name: what is known of it follows, what was known of that name is over. */
    void moved(String source, String target) throws IOException {
        List<Note> early = wanderers.take(source);
        wanderers.take(target);
        rename(source, target);
        for (Note note : early) {
            Note renamed = note.renamed(source, target);
            if (renamed != null) {
                renamed.enter(this);
            }
        }
    }

    private void rename(String source, String target) throws IOException {
        PathKey from = PathKey.of(source);
        PathKey to = PathKey.of(target);
        List<Entry> entries = file.peek(from).of(from);
        if (entries.isEmpty()) {
            changed(target);
            return;
        }
        file.change(from, bucket -> entries.forEach(bucket::remove));
        file.change(to, bucket -> {
            bucket.of(to).forEach(bucket::remove);
            entries.stream()
                    .map(entry -> entry.about(target))
                    .filter(this::fits)
                    .forEach(bucket::put);
        });
        copies.follow(entries, source, target);
    }

    /** How many files were not entered because their names are too long. */
    long misfits() {
        return misfits;
    }

    /** Whether the source has not been modified since the copying began, nor the target since it was over. */
    private static boolean certain(Note.Copied note, FileState source, FileState target) {
        return source.size() == note.bytes
                && source.settledBefore(note.startedNanos)
                && target.size() == note.bytes
                && (target.modifiedWithin(note.startedNanos, note.finishedNanos)
                        || Copies.hasTimeOf(target.modifiedNanos(), source.modifiedNanos()));
    }

    private static void unbind(Bucket bucket, PathKey key) {
        for (Entry entry : bucket.of(key)) {
            if (entry.kind() == Kind.HASH) {
                bucket.put(entry.with(Entry.CHANGED));
            } else {
                bucket.remove(entry);
            }
        }
    }

    private void say(Note where, Verdict verdict, @Nullable Entry known, Entry found) {
        if (known != null && verdict == Verdict.MISMATCH) {
            findings.mismatch(where, known, found);
        } else if (known != null && verdict == Verdict.CHANGED) {
            findings.changed(where, known, found);
        }
    }

    private boolean fits(Entry entry) {
        boolean fits = Slot.fits(entry);
        if (!fits && misfits++ == 0) {
            log.info("the integrity ledger leaves out files with very long names, and digests over 64 bytes");
        }
        return fits;
    }

    private long now() {
        return clock.epochNanos(System.nanoTime());
    }

    /** Puts a digest in the place of the one that was known, and tells what that means. */
    private final class Change implements LedgerFile.Change {
        final Entry found;
        List<Entry> relations = List.of();
        Verdict verdict = Verdict.NEW;

        @Nullable
        Entry known;

        Change(Entry found) {
            this.found = found;
        }

        @Override
        public void apply(Bucket bucket) {
            relations = bucket.of(found.key());
            known = trusted(bucket.hash(found.key(), found.algorithm()));
            verdict = Verdict.of(known, found);
            // The digest that was right stays, so that rot is reported until somebody replaces the file.
            bucket.put(known != null && verdict == Verdict.MISMATCH ? known.with(Entry.MISMATCHED) : found);
        }

        private @Nullable Entry trusted(@Nullable Entry entry) {
            return entry == null || entry.recordedNanos() > lostNanos.getAsLong() ? entry : entry.with(Entry.UNSETTLED);
        }
    }
}
