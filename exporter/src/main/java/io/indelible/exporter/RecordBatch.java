package io.indelible.exporter;

import java.util.List;

/**
 * Consecutive records of one spool, oldest first.
 *
 * @param resource the OTLP {@code Resource} message of the process that wrote them, which may be a dead one
 * @param instance the name of that process instance, as in its spool directory and its store files
 * @param records the records, of any signals
 * @param next where the batch after this one starts: what is acknowledged when all of it was delivered
 * @param more whether there was more to read behind it, so that waiting would gather nothing
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, never written
public record RecordBatch(byte[] resource, String instance, List<SpoolRecord> records, Position next, boolean more) {
    /**
     * A place in a spool. The order of segments is the order of their names.
     *
     * @param segment the file name of the segment; empty for the very start
     * @param offset the byte in it
     */
    public record Position(String segment, long offset) {
        /** Before everything. */
        public static final Position START = new Position("", 0);
    }
}
