package io.indelible.instrumentation.file.content;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A sum over some bytes of a stream: equal for equal streams however they are cut into calls, and almost surely
 * different for streams that differ in a byte that is looked at. Looked at are 8-byte words: all of the first 4 KiB,
 * then the first of each KiB up to 64 KiB, then the first of each further 8 KiB; so a call pays for a few words at
 * most, and a file of 100 MB read in one call does not pay for a hundred thousand cache misses.
 *
 * <p>The sum adds {@code word * weight(position)}, so a word that two calls share is the sum of its parts.
 */
final class Sample {
    private static final int WORD = Long.BYTES;
    private static final long HEAD = 1 << 12;
    private static final long NEAR = 1 << 16;
    private static final long NEAR_STEP = 1 << 10;
    private static final long FAR_STEP = 1 << 13;

    // What the JDK's own digests read their input with: linked already wherever something is hashed.
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long[] HEAD_WEIGHTS = headWeights();

    private Sample() {}

    /** Adds the bytes that come at position {@code from} of the stream. The range must be valid. */
    static long add(long sum, long from, byte[] bytes, int offset, int length) {
        int ahead = aheadOfWord(from);
        return isOneWord(from, ahead, length)
                ? sum + (long) LONGS.get(bytes, offset + ahead) * weight(from + ahead)
                : addEach(sum, from, bytes, offset, length);
    }

    private static long addEach(long sum, long from, byte[] bytes, int offset, int length) {
        long to = from + length;
        int words = wholeHeadWords(from, to);
        long result = head(sum, (int) from / WORD, words, bytes, offset);
        for (long word = first(from + (long) words * WORD); word < to; word = next(word)) {
            int index = offset + (int) (word - from);
            long value = word >= from && word + WORD <= to
                    ? (long) LONGS.get(bytes, index)
                    : part(bytes, index, Math.max(word, from) - word, Math.min(word + WORD, to) - word);
            result += value * weight(word);
        }
        return result;
    }

    /** As {@link #add(long, long, byte[], int, int)}, by absolute reads: the buffer's state stays as it is. */
    @SuppressWarnings("ByteBufferBackingArray") // hasArray says that there is one, and arrayOffset where
    static long add(long sum, long from, ByteBuffer bytes, int offset, int length) {
        if (bytes.hasArray()) {
            return add(sum, from, bytes.array(), bytes.arrayOffset() + offset, length);
        }
        int ahead = aheadOfWord(from);
        return isOneWord(from, ahead, length)
                ? sum + littleEndian(bytes, offset + ahead) * weight(from + ahead)
                : addEach(sum, from, bytes, offset, length);
    }

    private static long addEach(long sum, long from, ByteBuffer bytes, int offset, int length) {
        long to = from + length;
        long result = sum;
        for (long word = first(from); word < to; word = next(word)) {
            int index = offset + (int) (word - from);
            long value = word >= from && word + WORD <= to
                    ? littleEndian(bytes, index)
                    : part(bytes, index, Math.max(word, from) - word, Math.min(word + WORD, to) - word);
            result += value * weight(word);
        }
        return result;
    }

    /** Adds the one byte at {@code position}. */
    static long add(long sum, long position, byte value) {
        long word = first(position);
        return word > position ? sum : sum + shifted(value, position - word) * weight(word);
    }

    /** How many bytes are before the next word that is looked at, far into a stream. */
    private static int aheadOfWord(long from) {
        return (int) (-from & (FAR_STEP - 1));
    }

    /**
     * Whether one whole word is all that is looked at: so it is in most calls, for those who read much read it by blocks.
     * They are spared the loop, and only just within their budget without it.
     */
    private static boolean isOneWord(long from, int ahead, int length) {
        int behind = length - ahead;
        return from >= NEAR && ahead <= FAR_STEP - WORD && behind >= WORD && behind <= FAR_STEP;
    }

    /** How many words that lie whole in the range are in the head, if the range begins with one. */
    private static int wholeHeadWords(long from, long to) {
        return from < HEAD && (from & (WORD - 1)) == 0 ? (int) (Math.min(to, HEAD) - from) / WORD : 0;
    }

    // What a small file consists of: a loop that the compiler can unroll.
    private static long head(long sum, int first, int words, byte[] bytes, int offset) {
        long result = sum;
        for (int i = 0; i < words; i++) {
            result += (long) LONGS.get(bytes, offset + i * WORD) * HEAD_WEIGHTS[first + i];
        }
        return result;
    }

    private static long[] headWeights() {
        long[] weights = new long[(int) HEAD / WORD];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight((long) i * WORD);
        }
        return weights;
    }

    /** Whether a section of a stream holds enough that is looked at to be told from another. */
    static boolean tells(long from, long length) {
        if (from == 0) {
            return length > 0;
        }
        long word = first(from);
        long whole = word < from ? next(word) : word;
        return whole + WORD <= from + length;
    }

    /** The first word looked at that ends behind {@code position}. */
    private static long first(long position) {
        if (position < HEAD) {
            return position & -WORD;
        }
        long step = position < NEAR ? NEAR_STEP : FAR_STEP;
        long start = position & -step;
        return position - start < WORD ? start : start + step;
    }

    private static long next(long word) {
        return word + (word < HEAD ? WORD : word < NEAR ? NEAR_STEP : FAR_STEP);
    }

    // Odd, so that no difference in a single word is lost; mixed, so that differences in two do not cancel.
    private static long weight(long word) {
        long mixed = (word + 1) * 0x9E3779B97F4A7C15L;
        return (mixed ^ (mixed >>> 32)) | 1;
    }

    private static long littleEndian(ByteBuffer bytes, int index) {
        long value = bytes.getLong(index);
        return bytes.order() == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    private static long part(byte[] bytes, int index, long from, long to) {
        long value = 0;
        for (int i = (int) from; i < to; i++) {
            value |= shifted(bytes[index + i], i);
        }
        return value;
    }

    private static long part(ByteBuffer bytes, int index, long from, long to) {
        long value = 0;
        for (int i = (int) from; i < to; i++) {
            value |= shifted(bytes.get(index + i), i);
        }
        return value;
    }

    private static long shifted(byte value, long index) {
        return (value & 0xFFL) << (index << 3);
    }
}
