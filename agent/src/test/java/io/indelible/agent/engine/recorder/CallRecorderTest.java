package io.indelible.agent.engine.recorder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.bridge.Call;
import io.indelible.bridge.Guard;
import io.indelible.exporter.AgentLog;
import io.indelible.instrumentation.Handlers.CallHandler;
import io.indelible.instrumentation.Handlers.DigestWatcher;
import io.indelible.instrumentation.Handlers.FileWatcher;
import io.indelible.instrumentation.TraceContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallRecorderTest {
    private static final Object TASK = new Object();

    private final List<String> said = new ArrayList<>();
    private final SuppressedErrors errors = new SuppressedErrors((level, message, cause) -> said.add(message));
    private final HandOvers handOvers = new HandOvers();
    private final CallRecorder recorder = new CallRecorder(handOvers, errors);
    private final Guard guard = Guard.current();
    private final TraceContext context = new TraceContext();

    @AfterEach
    void leaveTheThreadAsItWas() {
        guard.state = null;
    }

    @Test
    void call_findsItsHandler() {
        recorder.onCall(Call.FILES_MOVE, new CallHandler() {
            @Override
            public @Nullable Object begin(@Nullable Object self, @Nullable Object first, @Nullable Object second) {
                return List.of(String.valueOf(self), String.valueOf(first), String.valueOf(second));
            }

            @Override
            public void end(Object begun, @Nullable Object result, @Nullable Throwable thrown) {
                said.add(begun + " " + result + " " + thrown);
            }
        });
        Object begun = recorder.begin(guard, Call.FILES_MOVE, "self", "first", "second");
        assertThat(begun).isEqualTo(List.of("self", "first", "second"));
        recorder.end(guard, Call.FILES_MOVE, TASK.toString(), 1, null);
        assertThat(said).containsExactly(TASK + " 1 null");
    }

    @Test
    void callWithoutAHandler_beginsNothing() {
        for (int call = 0; call < Call.COUNT; call++) {
            assertThat(recorder.begin(guard, call, null, null, null)).isNull();
            recorder.end(guard, call, TASK, null, null);
            recorder.note(guard, call, null, null);
            assertThat(recorder.replace(guard, call, null, TASK)).isSameAs(TASK);
        }
    }

    @Test
    void note_findsItsHandler() {
        recorder.onNote(Call.DIGEST_RESET, (self, first) -> said.add(self + " " + first));
        recorder.note(guard, Call.DIGEST_RESET, "self", "first");
        assertThat(said).containsExactly("self first");
    }

    @Test
    void replacement_findsItsHandler() {
        recorder.onReplace(Call.HTTP_CLIENT_HEADERS, (self, value) -> "another");
        assertThat(recorder.replace(guard, Call.HTTP_CLIENT_HEADERS, null, "one"))
                .isEqualTo("another");
    }

    @Test
    void bytesWithoutAWatcher_areNobodys() {
        ringAllBytes();
        assertThat(said).isEmpty();
    }

    @Test
    void bytes_findTheirWatcher() {
        Watcher watcher = new Watcher(said);
        recorder.onFiles(watcher);
        recorder.onDigests(watcher);
        ringAllBytes();
        assertThat(said)
                .containsExactly(
                        "array 1 2",
                        "buffer 3",
                        "byte 4",
                        "written 5 6",
                        "written buffer 7",
                        "written byte 8",
                        "moved 11",
                        "digested 5 6",
                        "digested buffer",
                        "digested 7");
    }

    @Test
    void task_runsInTheContextItLeftIn() {
        inside(context, () -> {
            recorder.handOver(guard, TASK);
        });
        guard.state = null;
        Object token = recorder.enterTask(guard, TASK, false);
        assertThat(current()).isSameAs(context);
        recorder.leaveTask(guard, requireNonNull(token));
        assertThat(current()).isNull();
    }

    @Test
    void taskOutsideOfAnyContext_costsNothing() {
        recorder.handOver(guard, TASK);
        assertThat(recorder.enterTask(guard, TASK, false)).isNull();
        assertThat(guard.state).isNull();
    }

    @Test
    void workersTaskFromOutside_isOutsideToo() {
        // What a worker was in before is some other task's.
        inside(context, () -> {
            Object token = recorder.enterTask(guard, TASK, true);
            assertThat(current()).isNull();
            recorder.leaveTask(guard, requireNonNull(token));
            assertThat(current()).isSameAs(context);
        });
    }

    @Test
    void ordinaryTaskFromOutside_staysWhereItsThreadIs() {
        inside(context, () -> {
            assertThat(recorder.enterTask(guard, TASK, false)).isNull();
            assertThat(current()).isSameAs(context);
        });
    }

    @Test
    void workerStartedInsideAContext_doesNotLendItToOthersTasks() throws InterruptedException {
        AtomicReference<@Nullable Object> seen = new AtomicReference<>(TASK);
        Thread worker = new Thread(() -> {
            recorder.enterTask(Guard.current(), TASK, true);
            seen.set(ThreadState.of(Guard.current(), handOvers).current);
        });
        handOvers.put(worker, context);
        worker.start();
        worker.join();
        assertThat(seen.get()).isNull();
    }

    @Test
    void threadStartedInsideAContext_handsItOnBeforeItDoesAnything() throws InterruptedException {
        Thread thread = new Thread(() -> recorder.handOver(Guard.current(), TASK));
        handOvers.put(thread, context);
        thread.start();
        thread.join();
        assertThat(handOvers.take(TASK)).isSameAs(context);
    }

    @Test
    void threadStartedInsideAContext_isInIt() throws InterruptedException {
        AtomicReference<@Nullable Object> seen = new AtomicReference<>();
        Thread thread = new Thread(() -> seen.set(ThreadState.of(Guard.current(), handOvers).current));
        handOvers.put(thread, context);
        thread.start();
        thread.join();
        assertThat(seen.get()).isSameAs(context);
    }

    @Test
    void inheritedContext_isTakenOnce() {
        handOvers.put(Thread.currentThread(), context);
        assertThat(ThreadState.of(guard, handOvers).current).isSameAs(context);
        guard.state = null;
        assertThat(ThreadState.of(guard, handOvers).current).isNull();
    }

    @Test
    void taskHandedOverTwiceFromOneContext_isInIt() {
        handOvers.put(TASK, context);
        handOvers.put(TASK, context);
        assertThat(handOvers.take(TASK)).isSameAs(context);
    }

    @Test
    void taskHandedOverFromTwoContexts_isInNeither() {
        handOvers.put(TASK, context);
        handOvers.put(TASK, new TraceContext());
        assertThat(handOvers.take(TASK)).isNull();
    }

    @Test
    void ambiguousTask_isForgottenOnceItRan() {
        handOvers.put(TASK, new TraceContext());
        handOvers.put(TASK, new TraceContext());
        handOvers.take(TASK);
        handOvers.put(TASK, context);
        assertThat(handOvers.take(TASK)).isSameAs(context);
    }

    @Test
    void forkJoinWorker_inheritsNothing() throws Exception {
        Thread worker = new ForkJoinPool(1).submit(Thread::currentThread).get();
        handOvers.put(worker, context);
        assertThat(handOvers.isEmpty()).isTrue();
    }

    @Test
    void suppressedErrors_areCountedAllAndSaidSeldom() {
        for (int i = 0; i < 100; i++) {
            recorder.suppressed(new IllegalStateException());
        }
        assertThat(errors.total()).isEqualTo(100);
        assertThat(said).hasSize(20);
    }

    @Test
    void logThatFails_isNotTheApplicationsTrouble() {
        AgentLog broken = (level, message, cause) -> {
            throw new OutOfMemoryError("for the test");
        };
        SuppressedErrors unsaid = new SuppressedErrors(broken);
        new CallRecorder(handOvers, unsaid).suppressed(new IllegalStateException());
        assertThat(unsaid.total()).isOne();
    }

    private void ringAllBytes() {
        recorder.bytesRead(guard, TASK, null, new byte[9], 1, 2, null);
        recorder.bytesRead(guard, TASK, null, ByteBuffer.allocate(9), -1, 3, null);
        recorder.byteRead(guard, TASK, null, 4, null);
        recorder.bytesWritten(guard, TASK, null, new byte[9], 5, 6, null);
        recorder.bytesWritten(guard, TASK, null, ByteBuffer.allocate(9), -1, 7, null);
        recorder.byteWritten(guard, TASK, null, 8, null);
        recorder.moved(guard, TASK, 11);
        recorder.digested(guard, TASK, new byte[9], 5, 6);
        recorder.digested(guard, TASK, ByteBuffer.allocate(9));
        recorder.digested(guard, TASK, (byte) 7);
    }

    private void inside(TraceContext where, Runnable work) {
        ThreadState state = ThreadState.of(guard, handOvers);
        state.current = where;
        work.run();
        state.current = null;
    }

    private @Nullable TraceContext current() {
        return ThreadState.of(guard, handOvers).current;
    }

    private record Watcher(List<String> said) implements FileWatcher, DigestWatcher {
        @Override
        public void bytesRead(
                Guard guard,
                Object file,
                @Nullable String path,
                byte[] into,
                int offset,
                int count,
                @Nullable Throwable thrown) {
            said.add("array " + offset + ' ' + count);
        }

        @Override
        public void bytesRead(
                Guard guard,
                Object file,
                @Nullable String path,
                ByteBuffer into,
                long position,
                int count,
                @Nullable Throwable thrown) {
            said.add("buffer " + count);
        }

        @Override
        public void byteRead(Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
            said.add("byte " + value);
        }

        @Override
        public void bytesWritten(
                Guard guard,
                Object file,
                @Nullable String path,
                byte[] from,
                int offset,
                int count,
                @Nullable Throwable thrown) {
            said.add("written " + offset + ' ' + count);
        }

        @Override
        public void bytesWritten(
                Guard guard,
                Object file,
                @Nullable String path,
                ByteBuffer from,
                long position,
                int count,
                @Nullable Throwable thrown) {
            said.add("written buffer " + count);
        }

        @Override
        public void byteWritten(
                Guard guard, Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
            said.add("written byte " + value);
        }

        @Override
        public void moved(Guard guard, Object file, long position) {
            said.add("moved " + position);
        }

        @Override
        public void digested(Guard guard, Object digest, byte[] input, int offset, int length) {
            said.add("digested " + offset + ' ' + length);
        }

        @Override
        public void digested(Guard guard, Object digest, ByteBuffer input) {
            said.add("digested buffer");
        }

        @Override
        public void digested(Guard guard, Object digest, byte input) {
            said.add("digested " + input);
        }
    }
}
