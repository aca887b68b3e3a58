package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.indelible.instrumentation.Family;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EpochClockTest {
    private final EpochClock clock = new EpochClock();

    @Test
    void time_isTheWallClocks() {
        long before = System.currentTimeMillis() * 1_000_000;
        long now = clock.epochNanos(System.nanoTime());
        long after = System.currentTimeMillis() * 1_000_000;
        // Both clocks are read in whole milliseconds.
        assertThat(now).isBetween(before - 5_000_000, after + 5_000_000);
    }

    @Test
    void time_hasTheResolutionOfTicks() {
        assertThat(clock.epochNanos(1001) - clock.epochNanos(1000)).isOne();
    }

    @Test
    void anchoringAgain_doesNotMoveTimeBackAndForth() {
        long before = clock.epochNanos(0);
        for (int i = 0; i < 1000; i++) {
            clock.anchor();
        }
        assertThat(clock.epochNanos(0)).isCloseTo(before, within(3_000_000L));
    }
    /** By an hour, in the middle of an operation. */
    @Test
    void wallClockSetBack_makesNoSpanEndBeforeItStarts() {
        AtomicLong wall = new AtomicLong(1_800_000_000_000L);
        AtomicLong ticks = new AtomicLong(5_000);
        EpochClock hand = new EpochClock(wall::get, ticks::get);
        RecorderFixture fixture = new RecorderFixture();
        fixture.clock = hand;
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.FILE, "a");
        recorder.startDetached(operation);
        wall.addAndGet(-3_600_000);
        hand.anchor();
        recorder.end(operation, null);
        assertThat(operation.durationNanos).isNotNegative();
        TestOperation next = new TestOperation(Family.FILE, "b");
        recorder.startDetached(next);
        assertThat(next.startEpochNanos).isLessThan(operation.startEpochNanos);
    }
}
