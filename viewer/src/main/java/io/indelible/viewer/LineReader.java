package io.indelible.viewer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines without making strings of them: after {@link #next} the line is {@link #buffer} from
 * {@link #start} to {@link #end}. Not for more than one thread.
 */
final class LineReader {
    /** The store's lines stay under 1 MiB; what is far beyond that is no line. */
    private static final int MAX_LINE_BYTES = 32 * 1024 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private int scanned;
    private int filled;
    private boolean terminated = true;

    LineReader(InputStream in) {
        this.in = in;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** False for a last line that no line feed ends: it may be torn. */
    boolean terminated() {
        return terminated;
    }

    /** Moves to the next line; false at the end. */
    boolean next() throws IOException {
        start = terminated ? scanned : filled;
        scanned = start;
        while (true) {
            for (; scanned < filled; scanned++) {
                if (buffer[scanned] == '\n') {
                    end = scanned++;
                    return true;
                }
            }
            if (!fill()) {
                end = filled;
                terminated = false;
                return end > start;
            }
        }
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            scanned -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            if (filled >= MAX_LINE_BYTES) {
                throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes");
            }
            buffer = Arrays.copyOf(buffer, filled * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(read, 0);
        return read >= 0;
    }

    /** Whether the line holds this ASCII text, letters in either case; saves parsing lines of no interest. */
    boolean contains(byte[] lowerCase) {
        int last = end - lowerCase.length;
        for (int i = start; i <= last; i++) {
            if (matches(i, lowerCase)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(int from, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = buffer[from + i];
            if (b != lowerCase[i] && (b < 'A' || b > 'F' || b + 32 != lowerCase[i])) {
                return false;
            }
        }
        return true;
    }
}
