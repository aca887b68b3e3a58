package io.indelible.agent.engine.integrity;

import io.indelible.agent.engine.integrity.Entry.Kind;
import io.indelible.instrumentation.TraceContext;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is a copy of what. The copy has the full record of it, {@link Kind#ORIGIN}; the source has only the names of its last
 * copies, {@link Kind#COPY}, so that they are found when it is hashed after them.
 */
final class Copies {
    private final LedgerFile file;
    private final Findings findings;

    Copies(LedgerFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    void relate(Entry origin, Entry copy) throws IOException {
        file.change(origin.key(), bucket -> bucket.put(origin));
        file.change(copy.key(), bucket -> bucket.put(copy));
    }

    /**
     * Compares a file that was hashed with what it is a copy of, and with its copies.
     *
     * @param relations what was known of the file
     */
    void compare(TraceContext where, Entry found, List<Entry> relations) throws IOException {
        for (Entry relation : relations) {
            if (relation.kind() == Kind.ORIGIN) {
                judge(where, sourceOf(found, relation), found, relation);
            } else if (relation.kind() == Kind.COPY) {
                Entry copy = hash(relation.path(), found.algorithm());
                judge(where, found, copy, originOf(relation.path(), found.path()));
            }
        }
    }

    /** A file has another name: those at the other ends are told. */
    void follow(List<Entry> entries, String oldPath, String newPath) throws IOException {
        for (Entry entry : entries) {
            if (entry.kind() != Kind.HASH) {
                Kind back = entry.kind() == Kind.ORIGIN ? Kind.COPY : Kind.ORIGIN;
                PathKey other = PathKey.of(entry.path());
                file.change(other, bucket -> rename(bucket, other, back, oldPath, newPath));
            }
        }
    }

    private static void rename(Bucket bucket, PathKey key, Kind kind, String oldPath, String newPath) {
        for (Entry entry : bucket.of(key)) {
            if (entry.kind() == kind && entry.path().equals(oldPath)) {
                Entry renamed = entry.withOtherEnd(newPath);
                bucket.remove(entry);
                if (Slot.fits(renamed)) {
                    bucket.put(renamed);
                }
            }
        }
    }

    private @Nullable Entry hash(String path, String algorithm) throws IOException {
        PathKey key = PathKey.of(path);
        return file.peek(key).hash(key, algorithm);
    }

    /**
     * The digest of what a file was copied from; null when it may be of what somebody wrote there since. A write makes the
     * source forget its copies, and leaves its mark on an older digest.
     */
    private @Nullable Entry sourceOf(Entry copy, Entry origin) throws IOException {
        PathKey key = PathKey.of(origin.path());
        Bucket bucket = file.peek(key);
        Entry source = bucket.hash(key, copy.algorithm());
        boolean known = source != null && source.recordedNanos() <= origin.recordedNanos();
        return known || bucket.hasCopy(key, copy.path()) ? source : null;
    }

    private @Nullable Entry originOf(String copy, String source) throws IOException {
        PathKey key = PathKey.of(copy);
        Entry origin = file.peek(key).origin(key);
        return origin != null && origin.path().equals(source) ? origin : null;
    }

    private void judge(TraceContext where, @Nullable Entry source, @Nullable Entry copy, @Nullable Entry origin)
            throws IOException {
        if (source == null || copy == null || origin == null || origin.is(Entry.REPORTED)) {
            return;
        }
        if (!source.sameDigest(copy) && bound(source, copy, origin) && isStill(source) && isStill(copy)) {
            findings.copyMismatch(where, source, copy);
            file.change(origin.key(), bucket -> markReported(bucket, origin));
        }
    }

    /** Whether both digests are of what was copied. */
    private static boolean bound(Entry source, Entry copy, Entry origin) {
        boolean sourceIs = !source.unsettled()
                && !source.changed()
                && source.size() == origin.size()
                && source.modifiedNanos() == origin.sourceModifiedNanos();
        // A copy is usually checked at once: that it has just been written must not matter where the clock is fine
        // enough.
        boolean copySettled = !copy.unsettled() || !FileState.coarse(copy.modifiedNanos());
        return sourceIs
                && copySettled
                && !copy.changed()
                && copy.size() == origin.size()
                && isTimeOfCopy(copy.modifiedNanos(), origin.modifiedNanos(), origin.sourceModifiedNanos());
    }

    /**
     * Whether nobody has modified a copy since: it has the time it had at once, or its source's, which many programs give it.
     * Whole seconds may be a time that somebody gives to all files.
     */
    private static boolean isTimeOfCopy(long modifiedNanos, long atOnceNanos, long sourceNanos) {
        return modifiedNanos == atOnceNanos || hasTimeOf(modifiedNanos, sourceNanos);
    }

    /** Whether a copy was given the time of its source. */
    static boolean hasTimeOf(long modifiedNanos, long sourceNanos) {
        return modifiedNanos == sourceNanos && !FileState.coarse(sourceNanos);
    }

    private static boolean isStill(Entry hashed) {
        FileState now = FileState.of(hashed.path());
        return now != null && now.is(hashed.size(), hashed.modifiedNanos());
    }

    private static void markReported(Bucket bucket, Entry origin) {
        Entry now = bucket.origin(origin.key());
        if (now != null && now.path().equals(origin.path())) {
            bucket.put(now.with(Entry.REPORTED));
        }
    }
}
