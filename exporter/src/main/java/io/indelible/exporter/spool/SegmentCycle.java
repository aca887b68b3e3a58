package io.indelible.exporter.spool;

import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.rollcycles.RollCycleArithmetic;

/** A roll cycle whose clock we turn: Chronicle goes on to the next file when we say so, by size instead of by time. */
final class SegmentCycle implements RollCycle, TimeProvider {
    private static final RollCycleArithmetic ARITHMETIC = RollCycleArithmetic.of(1024, 256);

    private volatile int cycle;

    SegmentCycle(int cycle) {
        this.cycle = cycle;
    }

    void advance(int next) {
        cycle = next;
    }

    @Override
    public long currentTimeMillis() {
        return (long) cycle * SegmentName.CYCLE_MILLIS;
    }

    @Override
    public String format() {
        return SegmentName.FORMAT;
    }

    @Override
    public int lengthInMillis() {
        return SegmentName.CYCLE_MILLIS;
    }

    @Override
    public int defaultIndexCount() {
        return ARITHMETIC.indexCount();
    }

    @Override
    public int defaultIndexSpacing() {
        return ARITHMETIC.indexSpacing();
    }

    @Override
    public long toIndex(int cycle, long sequenceNumber) {
        return ARITHMETIC.toIndex(cycle, sequenceNumber);
    }

    @Override
    public long toSequenceNumber(long index) {
        return ARITHMETIC.toSequenceNumber(index);
    }

    @Override
    public int toCycle(long index) {
        return ARITHMETIC.toCycle(index);
    }

    @Override
    public long maxMessagesPerCycle() {
        return ARITHMETIC.maxMessagesPerCycle();
    }
}
