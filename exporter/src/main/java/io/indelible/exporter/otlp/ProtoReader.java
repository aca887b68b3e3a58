package io.indelible.exporter.otlp;

import java.nio.charset.StandardCharsets;

/** Reads the fields of one protobuf message, never beyond its end. Not thread-safe. */
final class ProtoReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private static final int MAX_VARINT_BITS = 64;

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
        return fixed(8);
    }

    int fixed32() throws MalformedOtlpException {
        return (int) fixed(4);
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

    private long fixed(int count) throws MalformedOtlpException {
        int start = advance(count);
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | (bytes[start + i] & 0xff);
        }
        return value;
    }
}
