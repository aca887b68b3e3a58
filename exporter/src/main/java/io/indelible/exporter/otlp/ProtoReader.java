package io.indelible.exporter.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one protobuf message, never beyond its end. Not thread-safe. */
final class ProtoReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private static final int MAX_VARINT_BITS = 64;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private byte[] bytes = {};
    private int position;
    private int limit;
    private int field;
    private int wireType;

    /** Starts at the first field of a message. */
    ProtoReader over(byte[] message, int from, int to) {
        bytes = message;
        position = from;
        limit = to;
        return this;
    }

    /** Goes on at a place where a field starts. */
    void moveTo(int place) {
        position = place;
    }

    int position() {
        return position;
    }

    /** Reads a tag; false at the end of the message. */
    boolean next() throws MalformedOtlpException {
        if (position >= limit) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) tag & 7;
        if (tag >>> 32 != 0 || field == 0) {
            throw new MalformedOtlpException("the tag " + tag);
        }
        return true;
    }

    int field() {
        return field;
    }

    int wireType() {
        return wireType;
    }

    /** Passes over the value of the current field. */
    void skip() throws MalformedOtlpException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case LENGTH_DELIMITED -> advance(length());
            case FIXED32 -> advance(4);
            default -> throw new MalformedOtlpException("the wire type " + wireType);
        }
    }

    long varint() throws MalformedOtlpException {
        if (position < limit && bytes[position] >= 0) {
            return bytes[position++]; // most are: tags, lengths, kinds
        }
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            int next = bytes[advance(1)];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedOtlpException("a varint of more than ten bytes");
    }

    long fixed64() throws MalformedOtlpException {
        return (long) LONGS.get(bytes, advance(8));
    }

    int fixed32() throws MalformedOtlpException {
        return (int) INTS.get(bytes, advance(4));
    }

    /** The length of a length-delimited value, whose first byte is then at {@link #position}. */
    int length() throws MalformedOtlpException {
        long length = varint();
        if (length < 0 || length > limit - position) {
            throw new MalformedOtlpException("a length of " + length + " with " + (limit - position) + " bytes left");
        }
        return (int) length;
    }

    /** Passes over so many bytes and returns where they start. */
    int advance(int count) throws MalformedOtlpException {
        if (count > limit - position) {
            throw new MalformedOtlpException("a value that is cut off");
        }
        int start = position;
        position += count;
        return start;
    }

    String text() throws MalformedOtlpException {
        int length = length();
        return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
    }

    /** Whether these bytes are ASCII. */
    static boolean ascii(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            if (((long) LONGS.get(bytes, at) & NOT_ASCII) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }
}
