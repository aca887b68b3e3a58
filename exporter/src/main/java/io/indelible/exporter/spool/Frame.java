package io.indelible.exporter.spool;

import io.indelible.exporter.SpoolRecord;

/**
 * The framing of a segment, which is Chronicle Queue's: documents at multiples of four bytes, each with a little-endian
 * {@code int} before it that holds its length and two flags. A document of ours holds four bytes of CRC-32C
 * (little-endian) and the record. Chronicle is given lots of them, for a document costs it more than what is in one: a
 * document that begins with {@link #LOT} holds such documents. Before there were lots it was given each record by itself. A
 * lot or a record of no bytes is a mark of the log's own.
 */
final class Frame {
    static final int HEADER = 4;
    static final int CRC = 4;
    static final int BEFORE_RECORD = HEADER + CRC;
    static final int ALIGNMENT = 4;

    /** Nothing was written here yet. */
    static final int NOTHING = 0;

    /** Chronicle's last word in a segment that it has left. */
    static final int END_OF_SEGMENT = 0xC0000000;

    /** The writer has not finished this document. */
    static final int UNFINISHED = 0x80000000;

    /** The document is about the segment itself. */
    static final int META = 0x40000000;

    static final int LENGTH = 0x3FFFFFFF;
    /** Chronicle's index pages are the longest: 8 KiB. */
    static final int MAX_META_LENGTH = 1 << 16;

    static final int MAX_DATA_LENGTH = CRC + SpoolRecord.MAX_LENGTH;

    /**
     * Where a lone record has its checksum, which is this by chance once in four thousand million. What follows is framed as
     * in a segment without lots: who steps in has read it, and may stop, or begin, between any two records.
     */
    static final int LOT = 0x10D81E55;

    private Frame() {}

    static long align(long position) {
        return (position + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
