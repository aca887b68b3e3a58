package io.indelible.exporter.spool;

import java.util.concurrent.atomic.LongAdder;

/** What was lost, by reason. Written by any thread; a record that is kept costs no counter. */
final class Drops {
    /** The ring was full. */
    final LongAdder ringFull = new LongAdder();
    /** Longer than a record may be, or of no length. */
    final LongAdder tooLong = new LongAdder();
    /** Something was thrown while it was being put into the ring. */
    final LongAdder failed = new LongAdder();
    /** Its thread died, or was thrown out, in the middle of writing it. */
    final LongAdder halfWritten = new LongAdder();
    /** It was the oldest in memory, which had to do in the place of a disk. */
    final LongAdder forgotten = new LongAdder();
    /** Its segment was the oldest when the bound on size or age was reached, or room was needed. */
    final LongAdder oldest = new LongAdder();
    /** Its directory vanished. */
    final LongAdder vanished = new LongAdder();
    /** Damaged stretches of segments; how many records each held is not known. */
    final LongAdder damagedStretches = new LongAdder();
    /** Records on disk that this version cannot read. */
    final LongAdder unreadable = new LongAdder();
    /** Written after the spool was closed. */
    final LongAdder closed = new LongAdder();

    /** Records that never got as far as a file. */
    long inMemory() {
        return ringFull.sum() + tooLong.sum() + failed.sum() + halfWritten.sum() + forgotten.sum();
    }
}
