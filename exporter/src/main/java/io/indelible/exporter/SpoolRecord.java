package io.indelible.exporter;

import io.indelible.exporter.otlp.ProtoWriter;

/**
 * One record: a signal, the instrumentation scope it came from, and the OTLP message.
 *
 * <p>On disk and in the ring its bytes are: format version (1 byte, {@link #VERSION}), signal number (1 byte), length of
 * the scope (2 bytes, little-endian), the scope as an OTLP {@code InstrumentationScope} message, the payload. Framing into
 * requests copies both messages as they are; nothing is ever decoded on the way to an OTLP endpoint.
 *
 * @param signal what the payload is
 * @param bytes an array that holds the whole record; shared, never written
 * @param scopeOffset where the scope message starts
 * @param scopeLength its length
 * @param payloadOffset where the payload starts
 * @param payloadLength its length
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: nothing is copied between disk and wire
public record SpoolRecord(
        Signal signal, byte[] bytes, int scopeOffset, int scopeLength, int payloadOffset, int payloadLength) {
    /** The version of the format that this build writes. */
    public static final int VERSION = 1;

    /** Bytes before the scope. */
    public static final int HEADER_LENGTH = 4;

    /** The longest record; a longer one is not written. */
    public static final int MAX_LENGTH = 512 * 1024;

    /**
     * Begins a record in an emptied writer; its payload follows.
     *
     * @param scope the encoded {@code InstrumentationScope}
     */
    public static void begin(ProtoWriter out, Signal signal, byte[] scope) {
        out.reset();
        out.rawByte(VERSION);
        out.rawByte(signal.number);
        out.rawByte(scope.length);
        out.rawByte(scope.length >>> 8);
        out.raw(scope, 0, scope.length);
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException when the bytes are no record of a known version
     */
    public static SpoolRecord parse(byte[] bytes, int offset, int length) {
        if (length < HEADER_LENGTH) {
            throw new IllegalArgumentException("a record of " + length + " bytes");
        }
        if (bytes[offset] != VERSION) {
            throw new IllegalArgumentException("a record of version " + bytes[offset]);
        }
        Signal signal = Signal.of(bytes[offset + 1]);
        int scopeLength = (bytes[offset + 2] & 0xff) | (bytes[offset + 3] & 0xff) << 8;
        int payloadLength = length - HEADER_LENGTH - scopeLength;
        if (payloadLength < 0) {
            throw new IllegalArgumentException("a scope of " + scopeLength + " bytes in a record of " + length);
        }
        int scopeOffset = offset + HEADER_LENGTH;
        return new SpoolRecord(signal, bytes, scopeOffset, scopeLength, scopeOffset + scopeLength, payloadLength);
    }

    /** Where the record starts in its array. */
    public int offset() {
        return scopeOffset - HEADER_LENGTH;
    }

    /** Bytes of the whole record. */
    public int length() {
        return HEADER_LENGTH + scopeLength + payloadLength;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
