package io.indelible.exporter.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf messages into one growing array that is used again and again. Not thread-safe.
 *
 * <p>A nested message is opened with {@link #begin} and closed with {@link #end}; its length is filled in afterwards as a
 * varint padded to the three bytes kept for it, which every decoder must accept (Protocol Buffers encoding, varints).
 */
public final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int LENGTH_BYTES = 3;
    private static final int MAX_NESTED = 1 << 21;

    private byte[] bytes;
    private int position;

    /** A writer whose array starts with this size. */
    public ProtoWriter(int initialCapacity) {
        bytes = new byte[initialCapacity];
    }

    /** Forgets what was written; keeps the array. */
    public void reset() {
        position = 0;
    }

    /** The array; valid up to {@link #length} and until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** How many bytes are written. */
    public int length() {
        return position;
    }

    /** A copy of what is written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, position);
    }

    /** Opens a nested message; give what is returned to {@link #end}. */
    public int begin(int field) {
        tag(field, LENGTH_DELIMITED);
        room(LENGTH_BYTES);
        position += LENGTH_BYTES;
        return position;
    }

    /**
     * Closes the nested message that {@link #begin} opened.
     *
     * @throws IllegalStateException when it is longer than the bytes kept for its length can say (2 MiB)
     */
    public void end(int start) {
        int length = position - start;
        if (length >= MAX_NESTED) {
            throw new IllegalStateException("a nested message of " + length + " bytes");
        }
        bytes[start - 3] = (byte) (length | 0x80);
        bytes[start - 2] = (byte) (length >>> 7 | 0x80);
        bytes[start - 1] = (byte) (length >>> 14);
    }

    /** A varint field: int32, int64, uint, bool, enum. */
    public void varint(int field, long value) {
        tag(field, VARINT);
        rawVarint(value);
    }

    /** A fixed64 or sfixed64 field. */
    public void fixed64(int field, long value) {
        tag(field, FIXED64);
        rawFixed64(value);
    }

    /** A double field. */
    public void real(int field, double value) {
        fixed64(field, Double.doubleToRawLongBits(value));
    }

    /** A fixed32 field. */
    public void fixed32(int field, int value) {
        tag(field, FIXED32);
        room(4);
        byte[] array = bytes;
        int at = position;
        array[at] = (byte) value;
        array[at + 1] = (byte) (value >>> 8);
        array[at + 2] = (byte) (value >>> 16);
        array[at + 3] = (byte) (value >>> 24);
        position = at + 4;
    }

    /** A field of bytes or an encoded message. */
    public void bytes(int field, byte[] value, int offset, int length) {
        tag(field, LENGTH_DELIMITED);
        rawVarint(length);
        raw(value, offset, length);
    }

    /** A field of 8 bytes, most significant first: a span id. */
    public void id(int field, long value) {
        tag(field, LENGTH_DELIMITED);
        rawVarint(8);
        bigEndian(value);
    }

    /** A field of 16 bytes, most significant first: a trace id. */
    public void id(int field, long high, long low) {
        tag(field, LENGTH_DELIMITED);
        rawVarint(16);
        bigEndian(high);
        bigEndian(low);
    }

    /** A text field. */
    public void text(int field, String value) {
        tag(field, LENGTH_DELIMITED);
        int length = value.length();
        room(length + 5);
        int before = position;
        rawVarint(length);
        if (!ascii(value, length)) {
            position = before;
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            rawVarint(encoded.length);
            raw(encoded, 0, encoded.length);
        }
    }

    /**
     * A text field for our own names: one copy instead of a look at each character.
     *
     * @param value ASCII only; of anything else the wrong bytes are written
     */
    @SuppressWarnings("deprecation") // takes the low byte of each character, which is all that ASCII has
    public void ascii(int field, String value) {
        tag(field, LENGTH_DELIMITED);
        int length = value.length();
        rawVarint(length);
        room(length);
        value.getBytes(0, length, bytes, position);
        position += length;
    }

    /** Bytes as they are, outside of any field. */
    public void raw(byte[] value, int offset, int length) {
        room(length);
        System.arraycopy(value, offset, bytes, position, length);
        position += length;
    }

    /** One byte as it is, outside of any field. */
    public void rawByte(int value) {
        room(1);
        bytes[position++] = (byte) value;
    }

    /** A varint outside of any field. */
    public void rawVarint(long value) {
        room(10);
        byte[] array = bytes;
        int at = position;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[at] = (byte) rest;
        position = at + 1;
    }

    /** Eight bytes, least significant first, outside of any field: a member of a packed fixed64. */
    public void rawFixed64(long value) {
        room(8);
        byte[] array = bytes;
        int at = position;
        for (int i = 0; i < 8; i++) {
            array[at + i] = (byte) (value >>> (i << 3));
        }
        position = at + 8;
    }

    /** The bytes that a varint takes. */
    public static int varintLength(long value) {
        return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
    }

    private boolean ascii(String value, int length) {
        // Local, so that the loop keeps them in registers: the fields would be stored for every character.
        byte[] array = bytes;
        int at = position;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            array[at + i] = (byte) c;
        }
        position = at + length;
        return true;
    }

    private void tag(int field, int wireType) {
        int tag = field << 3 | wireType;
        if (tag < 0x80) {
            room(1);
            bytes[position++] = (byte) tag;
        } else {
            rawVarint(tag);
        }
    }

    private void bigEndian(long value) {
        room(8);
        byte[] array = bytes;
        int at = position;
        for (int i = 0; i < 8; i++) {
            array[at + i] = (byte) (value >>> (56 - (i << 3)));
        }
        position = at + 8;
    }

    private void room(int more) {
        if (bytes.length - position < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + more));
        }
    }
}
