package io.indelible.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BridgeTest {
    private static final Object VALUE = new Object();

    private final FakeRecorder recorder = new FakeRecorder();

    /** A call of the bridge, and what the recorder hears of it. */
    private record Ring(String heard, Runnable call) {
        @Override
        public String toString() {
            return heard;
        }
    }

    static Stream<Ring> rings() {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        return Stream.of(
                new Ring("begin", () -> Bridge.begin(0, VALUE, null, null)),
                new Ring("end", () -> Bridge.end(0, VALUE, null, null)),
                new Ring("note", () -> Bridge.note(0, VALUE, null)),
                new Ring("replace", () -> Bridge.replace(0, null, VALUE)),
                new Ring("bytesRead array", () -> Bridge.bytesRead(VALUE, null, new byte[1], 0, 1, null)),
                new Ring("bytesRead buffer", () -> Bridge.bytesRead(VALUE, null, buffer, -1, 1, null)),
                new Ring("byteRead", () -> Bridge.byteRead(VALUE, null, 1, null)),
                new Ring("bytesWritten array", () -> Bridge.bytesWritten(VALUE, null, new byte[1], 0, 1, null)),
                new Ring("bytesWritten buffer", () -> Bridge.bytesWritten(VALUE, null, buffer, -1, 1, null)),
                new Ring("byteWritten", () -> Bridge.byteWritten(VALUE, null, 1, null)),
                new Ring("moved", () -> Bridge.moved(VALUE, 0)),
                new Ring("bytesSent", () -> Bridge.bytesSent(VALUE, new byte[1], 0, 1)),
                new Ring("byteSent", () -> Bridge.byteSent(VALUE, 1)),
                new Ring("digested array", () -> Bridge.digested(VALUE, new byte[1], 0, 1)),
                new Ring("digested buffer", () -> Bridge.digested(VALUE, buffer)),
                new Ring("digested byte", () -> Bridge.digested(VALUE, (byte) 1)),
                new Ring("handOver", () -> Bridge.handOver(VALUE)),
                new Ring("enterTask", () -> Bridge.enterTask(VALUE)),
                new Ring("leaveTask", () -> Bridge.leaveTask(VALUE)),
                new Ring("enterTask of a worker", () -> Bridge.run(() -> {})));
    }

    @BeforeEach
    void install() {
        Bridge.install(recorder);
    }

    @AfterEach
    void takeAway() {
        Bridge.install(null);
    }

    @ParameterizedTest
    @MethodSource("rings")
    void everyCall_reachesTheRecorder(Ring ring) {
        ring.call.run();
        assertThat(recorder.asked).containsExactly(ring.heard);
    }

    @ParameterizedTest
    @MethodSource("rings")
    void insideTheEngine_nothingReachesTheRecorder(Ring ring) {
        Guard guard = Guard.current();
        guard.enter();
        try {
            ring.call.run();
        } finally {
            guard.leave();
        }
        assertThat(recorder.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rings")
    void recorderThatRingsItself_isNotAskedAgain(Ring ring) {
        recorder.answer = () -> {
            ring.call.run();
            return null;
        };
        ring.call.run();
        assertThat(recorder.asked).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("rings")
    void recorderThatThrowsAnError_isSuppressed(Ring ring) {
        Error error = new AssertionError("broken");
        recorder.answer = () -> {
            throw error;
        };
        ring.call.run();
        assertThat(recorder.suppressed).isNotEmpty().allMatch(each -> each == error);
    }

    @ParameterizedTest
    @MethodSource("rings")
    void recorderThatThrowsAnError_leavesTheGuard(Ring ring) {
        recorder.answer = () -> {
            throw new AssertionError("broken");
        };
        ring.call.run();
        assertThat(entersTheGuard()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("rings")
    void recorderThatRunsOutOfStack_isSuppressed(Ring ring) {
        recorder.answer = BridgeTest::endless;
        ring.call.run();
        assertThat(recorder.suppressed).isNotEmpty().allMatch(StackOverflowError.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("rings")
    void recorderThatCannotEvenCountItsErrors_isSuppressed(Ring ring) {
        FakeRecorder hopeless = new FakeRecorder() {
            @Override
            public void suppressed(Throwable thrown) {
                throw new OutOfMemoryError("for the test");
            }
        };
        hopeless.answer = () -> {
            throw new OutOfMemoryError("for the test");
        };
        Bridge.install(hopeless);
        ring.call.run();
        assertThat(entersTheGuard()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("rings")
    void withoutARecorder_nothingHappens(Ring ring) {
        Bridge.install(null);
        ring.call.run();
        assertThat(recorder.asked).isEmpty();
    }

    @Test
    void begin_returnsWhatTheRecorderBegan() {
        recorder.answer = () -> VALUE;
        assertThat(Bridge.begin(0, null, null, null)).isSameAs(VALUE);
    }

    @Test
    void beginThatFails_hasNothingToEnd() {
        recorder.answer = () -> {
            throw new IllegalStateException();
        };
        assertThat(Bridge.begin(0, null, null, null)).isNull();
    }

    @Test
    void endOfNothing_isNotPassedOn() {
        Bridge.end(0, null, null, null);
        assertThat(recorder.asked).isEmpty();
    }

    @Test
    void replaceThatFails_keepsTheValue() {
        recorder.answer = () -> {
            throw new IllegalStateException();
        };
        assertThat(Bridge.replace(0, null, VALUE)).isSameAs(VALUE);
    }

    @Test
    void replaceWithoutARecorder_keepsTheValue() {
        Bridge.install(null);
        assertThat(Bridge.replace(0, null, VALUE)).isSameAs(VALUE);
    }

    @Test
    void replaceInsideTheEngine_keepsTheValue() {
        recorder.answer = () -> Bridge.replace(0, null, VALUE);
        assertThat(Bridge.replace(0, null, "other")).isSameAs(VALUE);
    }

    @Test
    void run_entersAndLeavesTheTask() {
        recorder.answer = () -> VALUE;
        Bridge.run(() -> recorder.asked.add("task"));
        assertThat(recorder.asked).containsExactly("enterTask of a worker", "task", "leaveTask");
    }

    @Test
    void run_throwsWhatTheTaskThrows() {
        Error thrown = new AssertionError("the task's");
        assertThatThrownBy(() -> Bridge.run(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void taskThatThrows_isLeft() {
        recorder.answer = () -> VALUE;
        List<String> heard = recorder.asked;
        try {
            Bridge.run(() -> {
                throw new IllegalStateException();
            });
        } catch (IllegalStateException expected) {
            heard.add("thrown");
        }
        assertThat(heard).containsExactly("enterTask of a worker", "leaveTask", "thrown");
    }

    @Test
    void taskOfABrokenRecorder_runs() {
        recorder.answer = BridgeTest::endless;
        boolean[] ran = new boolean[1];
        Bridge.run(() -> ran[0] = true);
        assertThat(ran[0]).isTrue();
    }

    @Test
    void guard_isAThreadsOwn() throws InterruptedException {
        Guard guard = Guard.current();
        guard.enter();
        boolean[] entered = new boolean[1];
        Thread other = new Thread(() -> entered[0] = Guard.current().enter());
        other.start();
        other.join();
        guard.leave();
        assertThat(entered[0]).isTrue();
    }

    private static boolean entersTheGuard() {
        Guard guard = Guard.current();
        boolean entered = guard.enter();
        guard.leave();
        return entered;
    }

    @SuppressWarnings("InfiniteRecursion") // the very thing that is tried
    private static @Nullable Object endless() {
        Object deeper = endless();
        return deeper == null ? VALUE : deeper;
    }
}
