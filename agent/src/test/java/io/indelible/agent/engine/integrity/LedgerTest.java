package io.indelible.agent.engine.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void notes_comeInTheirOrder() {
        ledger.changed("a");
        ledger.moved("b", "c");
        ledger.changed("d");
        assertThat(next().path).isEqualTo("a");
        assertThat(next().path).isEqualTo("b");
        assertThat(next().path).isEqualTo("d");
        assertThat(ledger.take()).isNull();
    }

    @Test
    void fullQueue_dropsTheNewestAndCounts() {
        for (int i = 0; i < Ledger.MOST_WAITING + 3; i++) {
            ledger.changed("file" + i);
        }
        assertThat(ledger.dropped()).isEqualTo(3);
        assertThat(next().path).isEqualTo("file0");
    }

    @Test
    void fullQueue_takesAgainWhatThereIsRoomFor() {
        for (int i = 0; i < Ledger.MOST_WAITING; i++) {
            ledger.changed("file" + i);
        }
        ledger.take();
        ledger.changed("one more");
        assertThat(ledger.dropped()).isZero();
    }

    @Test
    void loss_isRemembered() {
        assertThat(ledger.lostNanos()).isEqualTo(Long.MIN_VALUE);
        for (int i = 0; i <= Ledger.MOST_WAITING; i++) {
            ledger.changed("file" + i);
        }
        assertThat(ledger.lostNanos()).isPositive();
    }

    @Test
    void lostHash_hidesNothing() {
        for (int i = 0; i <= Ledger.MOST_WAITING; i++) {
            ledger.hashed(new TraceContext(), "file" + i, 0, "MD5", new byte[16], 0);
        }
        assertThat(ledger.dropped()).isEqualTo(1);
        assertThat(ledger.lostNanos()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void note_isWhereItHappened() {
        TraceContext where = new TraceContext();
        where.traceIdHigh = 1;
        where.traceIdLow = 2;
        where.spanId = 3;
        where.flags = 1;
        ledger.hashed(where, "a", 0, "MD5", new byte[16], 0);
        Note note = next();
        assertThat(note.traceIdHigh).isEqualTo(1);
        assertThat(note.traceIdLow).isEqualTo(2);
        assertThat(note.spanId).isEqualTo(3);
        assertThat(note.sampled()).isTrue();
    }

    @Test
    void copying_beganWhenItsOperationDid() {
        Operation copying = new Copying();
        copying.startEpochNanos = 77;
        ledger.copied(copying, "a", "b", 1);
        assertThat(ledger.take()).isInstanceOfSatisfying(Note.Copied.class, note -> assertThat(note.startedNanos)
                .isEqualTo(77));
    }

    private Note next() {
        return Objects.requireNonNull(ledger.take());
    }

    private static final class Copying extends Operation {
        Copying() {
            super(Family.FILE);
        }

        @Override
        public String spanName() {
            return "file copy";
        }

        @Override
        public void describe(AttributeWriter attributes) {}

        @Override
        public void tag(AttributeWriter tags) {}
    }
}
