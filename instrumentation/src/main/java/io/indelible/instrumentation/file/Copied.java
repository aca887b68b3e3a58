package io.indelible.instrumentation.file;

import io.indelible.instrumentation.file.content.Claim;
import io.indelible.instrumentation.file.content.OpenFile;
import io.indelible.instrumentation.file.content.Source;
import io.indelible.instrumentation.file.content.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * That a file is a copy of all of another one.
 *
 * @param source the other file, or the archive whose entry it is
 * @param strategy a value of {@code indelible.copy.strategy}
 * @param certain whether every byte is known to be the same: nothing could have changed them on the way
 * @param bytes the size of both
 */
record Copied(String source, String strategy, boolean certain, long bytes) {
    /** See {@link OpenFiles#warmUp}. */
    static void warmUp(Traffic traffic, StreamFile file) {
        traffic.target = new Copied("", "", false, 0);
        traffic.target = of(new Claim(), traffic, file);
    }

    /** What the claim comes to; null when this is not all of one file, or holds anything else. */
    static @Nullable Copied of(Claim claim, Traffic traffic, StreamFile file) {
        Source source = claim.settle(traffic);
        OpenFile from = source == null ? null : source.file();
        if (source == null || from == null || !claim.isFromBeginning() || from.path.equals(file.path)) {
            return null;
        }
        long length = claim.length();
        if (!(file.beganEmpty() || hasSize(file.path, length)) || !isWhole(source, from, length)) {
            return null;
        }
        claim.take();
        boolean entry = from.isArchive();
        String strategy =
                entry ? CopyOperation.EXTRACT : claim.isUnseen() ? CopyOperation.TRANSFER : CopyOperation.STREAM;
        return new Copied(from.path, strategy, claim.isDirect() && !entry, length);
    }

    // Most loops read until there is no more; the others asked for the size before.
    private static boolean isWhole(Source source, OpenFile from, long length) {
        return source.isEnded() || (!from.isArchive() && hasSize(from.path, length));
    }

    private static boolean hasSize(String path, long length) {
        FileFacts facts = FileFacts.of(path);
        return facts != null && facts.size() == length;
    }
}
