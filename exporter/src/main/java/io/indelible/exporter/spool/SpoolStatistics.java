package io.indelible.exporter.spool;

/**
 * What a spool did so far, in records unless it says otherwise.
 *
 * @param written taken from the ring into the log
 * @param droppedRingFull found the ring full
 * @param droppedTooLong longer than a record may be, or empty
 * @param droppedFailed something was thrown while they were being written
 * @param droppedHalfWritten their thread ended in the middle of writing them
 * @param droppedOldest made room for later ones at the bound on size or age; some destinations may have had them
 * @param droppedVanished went with a directory that somebody deleted; some destinations may have had them
 * @param droppedClosed came after the spool was closed
 * @param unreadable on disk, of a version that this one does not know
 * @param damagedStretches stretches of segments whose records are lost; how many is not known
 * @param instancesReplaced how often trouble made the spool start a new directory
 * @param backlogBytes bytes of ring and segments that hold what is not yet delivered everywhere; segments count whole
 * @param crashSafe whether a record is safe from the death of the process as soon as it is written
 */
public record SpoolStatistics(
        long written,
        long droppedRingFull,
        long droppedTooLong,
        long droppedFailed,
        long droppedHalfWritten,
        long droppedOldest,
        long droppedVanished,
        long droppedClosed,
        long unreadable,
        long damagedStretches,
        long instancesReplaced,
        long backlogBytes,
        boolean crashSafe) {
    /** All records lost whose number is known. */
    public long dropped() {
        return droppedRingFull
                + droppedTooLong
                + droppedFailed
                + droppedHalfWritten
                + droppedOldest
                + droppedVanished
                + droppedClosed;
    }
}
