package io.indelible.exporter.spool;

import java.io.IOException;

/** The disk has no room now. Not a fault of the spool: the ring holds and the same thing is tried again later. */
final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException(String message) {
        super(message);
    }

    NoRoomException(String message, IOException cause) {
        super(message, cause);
    }
}
