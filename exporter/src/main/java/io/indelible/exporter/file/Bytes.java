package io.indelible.exporter.file;

import java.io.ByteArrayOutputStream;

/** A growing array that can be looked into and cut. Not thread-safe. */
final class Bytes extends ByteArrayOutputStream {
    Bytes(int capacity) {
        super(capacity);
    }

    /** The array; valid up to {@link #size} and until the next write. */
    byte[] array() {
        return buf;
    }

    void add(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    void add(Bytes other) {
        write(other.buf, 0, other.count);
    }
}
