package io.indelible.instrumentation.hash;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The claim that what a digest was fed is what a {@link Source} gave. It stands only if
 * <ol>
 *   <li>at every update that source was the last one which this thread had read,
 *   <li>the digest never was ahead of it,
 *   <li>in the end both have seen the same number of bytes, with the same {@link Sample},
 *   <li>and no other file that this thread has read but not hashed has them too; that is no matter if the digest was
 *       always fed from the very array that the last read had filled.
 * </ol>
 *
 * <p>In doubt there is no claim. One per digest, used again for each operation; allocates nothing.
 */
final class Claim {
    private @Nullable Source source;
    private long start;
    private long startSum;
    private long length;
    private long sum;
    private boolean direct = true;
    private boolean lost;

    /** Bytes fed so far. */
    long length() {
        return length;
    }

    /** Begins anew. */
    void clear() {
        source = null;
        length = 0;
        sum = 0;
        direct = true;
        lost = false;
    }

    /** Goes on where the other is. */
    void continueFrom(Claim other) {
        source = other.source;
        start = other.start;
        startSum = other.startSum;
        length = other.length;
        sum = other.sum;
        direct = other.direct;
        lost = other.lost;
    }

    void fed(Reads reads, byte[] bytes, int offset, int count) {
        if (follows(reads, count, Source.identity(bytes))) {
            sum = Sample.add(sum, start + length, bytes, offset, count);
        }
        length += count;
    }

    void fed(Reads reads, ByteBuffer bytes, int offset, int count) {
        if (follows(reads, count, Source.identity(bytes))) {
            sum = Sample.add(sum, start + length, bytes, offset, count);
        }
        length += count;
    }

    void fed(Reads reads, byte value) {
        if (follows(reads, 1, 0)) {
            sum = Sample.add(sum, start + length, value);
        }
        length++;
    }

    private boolean follows(Reads reads, int count, int buffer) {
        if (lost || count == 0) {
            return false;
        }
        Source origin = reads.origin(count);
        if (source == null) {
            open(origin);
        }
        if (origin == null || origin != source || start + length + count > origin.count()) {
            lose();
            return false;
        }
        direct &= origin.filled(buffer);
        return true;
    }

    private void open(@Nullable Source origin) {
        if (origin != null) {
            source = origin;
            start = origin.sectionStart();
            startSum = origin.sectionSum();
        }
    }

    private void lose() {
        lost = true;
        source = null;
    }

    /** The name of the file that all bytes came from, as it was opened; null when that is not certain. */
    @Nullable
    String settle(Reads reads) {
        Source claimed = source;
        if (claimed == null || claimed.reader != reads || !agrees(claimed) || isDoubtful(reads, claimed)) {
            return null;
        }
        claimed.hashed();
        return claimed.path;
    }

    private boolean isDoubtful(Reads reads, Source claimed) {
        return !direct && reads.hasRival(claimed, length, sum);
    }

    private boolean agrees(Source claimed) {
        return start + length == claimed.count() && sum == claimed.sum() - startSum && Sample.tells(start, length);
    }
}
