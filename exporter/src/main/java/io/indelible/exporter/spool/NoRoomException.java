package io.indelible.exporter.spool;

import java.io.IOException;
import java.nio.file.Path;

/** The disk has no room now. Not a fault of the spool: the ring holds and the same thing is tried again later. */
final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException(String message) {
        super(message);
    }

    private NoRoomException(String message, IOException cause) {
        super(message, cause);
    }

    /**
     * Why something could not be written in this directory. The cause does not tell: its text is in the user's language, and
     * the number behind it is not to be had. So the disk is asked for a change that needs no room.
     *
     * @return that there is no room
     * @throws IOException when the disk refuses that, too: it is read-only or broken, and waiting would not help
     */
    static NoRoomException unlessBroken(String message, Path directory, IOException cause) throws IOException {
        try {
            SpoolDirectory.touch(directory);
        } catch (IOException broken) {
            broken.addSuppressed(cause);
            throw broken;
        }
        return new NoRoomException(message, cause);
    }
}
