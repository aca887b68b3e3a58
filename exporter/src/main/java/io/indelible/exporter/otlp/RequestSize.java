package io.indelible.exporter.otlp;

/** How long a request of one signal may be, by what its server has taken so far. Used by the export thread. */
final class RequestSize {
    private static final int MOST = 4 << 20;
    /** What is not answered in time at this size is late for another reason. */
    private static final int LEAST = 64 << 10;

    private static final int GROWTH = 8;

    private int taken = MOST;
    private int answered = MOST;

    /** In bytes, before compression. */
    int bytes() {
        return Math.min(taken, answered);
    }

    /** The server takes no more than that at once. Its limit is a setting: there is no use in trying again. */
    void tooLarge(int bytes) {
        taken = bytes;
    }

    /** A request of so many bytes was not answered in time: a line so slow that it takes longer to send it, perhaps. */
    void late(int bytes) {
        answered = Math.max(LEAST, bytes / 2);
    }

    /** A request was answered. Lines become faster again. */
    void inTime() {
        answered += Math.min(MOST - answered, answered / GROWTH);
    }
}
