package io.indelible.viewer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * One file of the store.
 *
 * @param folder the service's folder name
 * @param modifiedNanos when it was last written to, nanoseconds since 1970: nothing in it happened later
 */
record Segment(String folder, Path file, long modifiedNanos) {
    private static final String OPEN = ".open";
    private static final String PACKED = ".gz";
    private static final int BUFFER_BYTES = 128 * 1024;

    /** Whether a process may still be writing it, or died while it did. */
    boolean open() {
        return file.getFileName().toString().endsWith(OPEN);
    }

    /** Whether there is the plain file, too: as long as there is, it is the one that is whole. */
    static boolean isBeingCompressed(Path file) {
        String name = file.toString();
        return name.endsWith(PACKED) && Files.exists(Path.of(name.substring(0, name.length() - PACKED.length())));
    }

    /** Its content; finds the file under its next name when it was closed or compressed since it was listed. */
    InputStream read() throws IOException {
        String name = file.toString();
        String closed = name.endsWith(OPEN) ? name.substring(0, name.length() - OPEN.length()) : name;
        try {
            return read(file);
        } catch (NoSuchFileException renamed) {
            Path plain = Path.of(closed);
            return read(Files.exists(plain) ? plain : Path.of(closed + PACKED));
        }
    }

    private static InputStream read(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        if (!path.toString().endsWith(PACKED)) {
            return in;
        }
        try {
            return new GZIPInputStream(in, BUFFER_BYTES);
        } catch (IOException damaged) {
            in.close();
            throw damaged;
        }
    }
}
