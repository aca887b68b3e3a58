package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.recorder.SpanCounts.Origin;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SpanCountsTest {
    private final RecorderFixture fixture = new RecorderFixture();

    @Test
    void endedSpan_isCountedByWhereItsParentIs() {
        OperationRecorder recorder = fixture.recorder();
        TraceContext remote = new TraceContext();
        remote.remote = true;
        remote.flags = 1;
        remote.spanId = 7;
        TestOperation server = new TestOperation(Family.HTTP_SERVER, "a");
        recorder.startRemote(server, remote);
        TestOperation inner = new TestOperation(Family.FILE, "b");
        recorder.start(inner);
        recorder.end(inner, null);
        recorder.end(server, null);
        TestOperation root = new TestOperation(Family.FILE, "c");
        recorder.start(root);
        recorder.end(root, null);
        recorder.end(root, null);

        SpanCounts spans = recorder.spans();
        assertThat(spans.ended(Origin.NONE, true)).isEqualTo(1);
        assertThat(spans.ended(Origin.LOCAL, true)).isEqualTo(1);
        assertThat(spans.ended(Origin.REMOTE, true)).isEqualTo(1);
        assertThat(spans.ended(Origin.NONE, false)).isZero();
    }

    @Test
    void spanThatIsNotSampled_isCountedApart() {
        fixture.sampling = (operation, parent) -> false;
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.FILE, "a");
        recorder.start(operation);
        recorder.end(operation, null);

        assertThat(recorder.spans().ended(Origin.NONE, false)).isEqualTo(1);
        assertThat(recorder.spans().ended(Origin.NONE, true)).isZero();
        assertThat(fixture.records).isEmpty();
    }

    @Test
    void operationThatIsNoSpan_isNotCounted() {
        OperationRecorder recorder = fixture.recorder();
        Operation none = new Other() {
            @Override
            public boolean wantsSpan() {
                return false;
            }
        };
        recorder.start(none);
        recorder.end(none, null);

        assertThat(recorder.spans().ended(Origin.NONE, true)).isZero();
    }

    @Test
    void openSpan_isSeenOnceAndUntilItEnds() {
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.FILE, "a");
        Consumer<Consumer<Operation>> twice =
                visitor -> List.of(operation, operation).forEach(visitor);

        assertThat(SpanCounts.live(twice, true)).as("before it starts").containsOnly(0);
        recorder.start(operation);
        assertThat(SpanCounts.live(twice, true)).containsExactly(1, 0, 0);
        assertThat(SpanCounts.live(twice, false)).containsOnly(0);
        recorder.end(operation, null);
        assertThat(SpanCounts.live(twice, true)).containsOnly(0);
    }

    @Test
    void openOperationThatMayBecomeNoSpan_isNotSeen() {
        OperationRecorder recorder = fixture.recorder();
        Operation file = new Other() {
            @Override
            public boolean isWaitedFor() {
                return false;
            }
        };
        Operation changing = new Other() {
            @Override
            public boolean wantsOpenSpan() {
                throw new ConcurrentModificationException();
            }
        };
        recorder.startDetached(file);
        recorder.startDetached(changing);

        assertThat(SpanCounts.live(visitor -> List.of(file, changing).forEach(visitor), true))
                .containsOnly(0);
    }

    /** An operation that says nothing of itself. */
    private static class Other extends Operation {
        Other() {
            super(Family.FILE);
        }

        @Override
        public String spanName() {
            return "other";
        }

        @Override
        public void describe(AttributeWriter attributes) {}

        @Override
        public void tag(AttributeWriter tags) {}
    }
}
