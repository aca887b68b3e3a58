package io.indelible.exporter.spool;

import java.io.Closeable;
import java.io.IOException;

/** Where the ring is drained to. Used by one thread at a time. Any throwable means: this log is done for, start another. */
interface RecordLog extends Closeable {
    /**
     * Adds the records of a lot, all or none.
     *
     * @return false when there is no room now: none was added and the caller keeps them
     * @throws IOException when the log is broken
     */
    boolean append(Lot lot) throws IOException;

    /**
     * Asks the disk by an ordinary write, where it is about to be written to through a mapping.
     *
     * @throws IOException when the disk takes nothing any more: the log is broken
     */
    default void ask() throws IOException {}

    /** The segment that the last record went to; the same object as long as it is the same segment. */
    String segment();

    /** Prepares what later records will need, while nobody waits for it. */
    void prepare() throws IOException;

    /** Makes all that was added readable and lets go of it. */
    @Override
    void close() throws IOException;
}
