package io.indelible.instrumentation.file.content;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The claim that what a digest was fed, or what was written to a file, is what a {@link Source} gave. It stands only if
 * <ol>
 *   <li>at every step that source was the last one which this thread had read,
 *   <li>the one who claims never was ahead of it,
 *   <li>in the end both have seen the same number of bytes, with the same {@link Sample},
 *   <li>and no other file that this thread has read but nobody has claimed has them too; that is no matter if the bytes
 *       always came from the very array that the last read had filled.
 * </ol>
 *
 * <p>In doubt there is no claim. Used again for each operation; allocates nothing. Confined to one thread at a time.
 */
public final class Claim {
    private @Nullable Source source;
    private long start;
    private long startSum;
    private long length;
    private long sum;
    private boolean direct = true;
    private boolean unseen;
    private boolean lost;

    /** Bytes taken in so far. */
    public long length() {
        return length;
    }

    /** Begins anew. */
    public void clear() {
        leave();
        length = 0;
        sum = 0;
        direct = true;
        unseen = false;
        lost = false;
    }

    /** Goes on where the other is. */
    public void continueFrom(Claim other) {
        leave();
        follow(other.source);
        start = other.start;
        startSum = other.startSum;
        length = other.length;
        sum = other.sum;
        direct = other.direct;
        unseen = other.unseen;
        lost = other.lost;
    }

    /** So many bytes of the array were taken in by this thread. */
    public void fed(Traffic traffic, byte[] bytes, int offset, int count) {
        if (follows(traffic, count, Source.identity(bytes))) {
            sum = Sample.add(sum, start + length, bytes, offset, count);
        }
        length += count;
    }

    /** As above; absolute offsets, the buffer's state stays as it is. */
    public void fed(Traffic traffic, ByteBuffer bytes, int offset, int count) {
        if (follows(traffic, count, Source.identity(bytes))) {
            sum = Sample.add(sum, start + length, bytes, offset, count);
        }
        length += count;
    }

    /** One byte was taken in. */
    public void fed(Traffic traffic, byte value) {
        if (follows(traffic, 1, 0)) {
            sum = Sample.add(sum, start + length, value);
        }
        length++;
    }

    /** So many bytes were taken in one by one by this thread, since it began to read what it read last. */
    public void fedSingly(Traffic traffic, byte[] bytes, int offset, int count) {
        if (follows(traffic, count, 1, 0)) {
            sum = Sample.add(sum, start + length, bytes, offset, count);
        }
        length += count;
    }

    /** So many bytes went straight from the last source to here: nobody saw them, and nobody could change them. */
    public void passed(Traffic traffic, long count) {
        if (follows(traffic, count, Source.UNSEEN)) {
            unseen = true;
        }
        length += count;
    }

    /** So many bytes came from somewhere else: there will be no claim. */
    public void strayed(long count) {
        lose();
        length += count;
    }

    /** Whether it stands so far, on something that the thread of this traffic reads. */
    public boolean follows(Traffic traffic) {
        Source followed = source;
        return followed != null && followed.reader == traffic;
    }

    private boolean follows(Traffic traffic, long count, int buffer) {
        return follows(traffic, count, count, buffer);
    }

    private boolean follows(Traffic traffic, long count, long atOnce, int buffer) {
        if (lost || count == 0) {
            return false;
        }
        Source origin = traffic.origin(atOnce);
        if (source == null && origin != null) {
            open(origin);
        }
        if (origin == null || origin != source || start + length + count > origin.count()) {
            lose();
            return false;
        }
        direct &= origin.filled(buffer);
        return true;
    }

    private void open(Source origin) {
        follow(origin);
        start = origin.sectionStart();
        startSum = origin.sectionSum();
    }

    private void lose() {
        lost = true;
        leave();
    }

    private void follow(@Nullable Source followed) {
        source = followed;
        if (followed != null) {
            followed.follow();
        }
    }

    private void leave() {
        Source followed = source;
        source = null;
        if (followed != null) {
            followed.unfollow();
        }
    }

    /** The source that all bytes came from; null when that is not certain. Whoever makes use of it says {@link #take}. */
    public @Nullable Source settle(Traffic traffic) {
        Source claimed = source;
        return claimed == null || claimed.reader != traffic || !agrees(claimed) || isDoubtful(traffic, claimed)
                ? null
                : claimed;
    }

    /** The file that all bytes seem to have come from so far; null when it is not the one. Any thread. */
    public @Nullable OpenFile presumed() {
        Source followed = source;
        return followed == null || !direct || unseen ? null : followed.file;
    }

    /** After a {@link #settle} that found a source: what was read of it is told as this, and not for itself. */
    public void take() {
        Source claimed = source;
        if (claimed != null) {
            claimed.take(start);
        }
    }

    /** Whether the bytes are those of the file from its first one on, in order. */
    public boolean isFromBeginning() {
        Source claimed = source;
        return claimed != null && claimed.isFromBeginning(start);
    }

    /** Whether all bytes were taken straight out of what the reads had filled, or never came by. */
    public boolean isDirect() {
        return direct;
    }

    /** Whether some of it went straight from file to file. */
    public boolean isUnseen() {
        return unseen;
    }

    private boolean isDoubtful(Traffic traffic, Source claimed) {
        return !direct && traffic.hasRival(claimed, length, sum);
    }

    private boolean agrees(Source claimed) {
        return start + length == claimed.count()
                && sum == claimed.sum() - startSum
                // Zeros are what memory is full of: they tell nothing from anything.
                && (direct || sum != 0)
                && (unseen || Sample.tells(start, length));
    }
}
