package io.indelible.agent.engine.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.SpoolRecord;
import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenSpansTest {
    private static final long HOUR = 3_600_000_000_000L;

    private final RecorderFixture fixture = new RecorderFixture();
    private final OperationRecorder recorder = fixture.recorder();
    private final List<Operation> all = new ArrayList<>();
    private long later = HOUR;

    @AfterEach
    void endAll() {
        all.forEach(operation -> recorder.end(operation, null));
    }

    @Test
    void openOperation_isTold() throws Exception {
        TestOperation operation = started("a");
        Span span = only();
        assertThat(span.getName()).isEqualTo("test operation");
        assertThat(span.getSpanId().asReadOnlyByteBuffer().getLong()).isEqualTo(operation.spanId);
        assertThat(span.getStartTimeUnixNano()).isEqualTo(operation.startEpochNanos);
        assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()).isGreaterThanOrEqualTo(HOUR);
        assertThat(span.getStatus())
                .isEqualTo(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("process died")
                        .build());
    }

    @Test
    void openOperation_isToldWithItsThreadAndWhatIsKnown() throws Exception {
        started("a");
        assertThat(only().getAttributesList().stream()
                        .map(each -> each.getKey() + "=" + each.getValue().getStringValue()))
                .contains(
                        "error.type=process_died",
                        "thread.name=" + Thread.currentThread().getName(),
                        "file.path=a");
    }

    @Test
    void whatIsOpenInTheEnd_isOver() throws Exception {
        TestOperation operation = started("a");
        List<byte[]> told =
                new OpenSpans(all::forEach, new Scopes("1"), limits(), () -> System.nanoTime() + later).endAll();
        assertThat(texts(told)).hasSize(1).allMatch(text -> text.contains("process ended"));
        recorder.end(operation, null);
        assertThat(fixture.records).isEmpty();
    }

    @Test
    void operationThatHasJustBegun_isNot() {
        started("a");
        later = OpenSpans.LONG_NANOS / 2;
        assertThat(records()).isEmpty();
    }

    @Test
    void endedOperation_isNot() {
        recorder.end(started("a"), null);
        assertThat(records()).isEmpty();
    }

    @Test
    void operationThatWasNeverStarted_isNot() {
        all.add(new TestOperation(Family.FILE, "a"));
        assertThat(records()).isEmpty();
    }

    @Test
    void operationThatIsNotSampled_isNot() {
        fixture.sampling = (operation, parent) -> false;
        Operation operation = new TestOperation(Family.FILE, "a");
        fixture.recorder().startDetached(operation);
        all.add(operation);
        assertThat(records()).isEmpty();
    }

    @Test
    void operationThatEndsMeanwhile_isNot() {
        all.add(new Described(operation -> recorder.end(operation, null)));
        recorder.startDetached(all.get(0));
        assertThat(records()).isEmpty();
    }

    @Test
    void operationThatBecomesAnotherMeanwhile_isNot() {
        all.add(new Described(operation -> operation.spanId++));
        recorder.startDetached(all.get(0));
        assertThat(records()).isEmpty();
    }

    @Test
    void operationThatCannotBeDescribedNow_costsNoOther() throws Exception {
        all.add(new Described(operation -> {
            throw new ConcurrentModificationException();
        }));
        recorder.startDetached(all.get(0));
        started("a");
        only();
    }

    @Test
    void operationThatIsSeenTwice_isToldOnce() throws Exception {
        started("a");
        all.add(all.get(0));
        only();
    }

    @Test
    void ofTooMany_theOldestAreTold() {
        Operation first = started("first");
        for (int i = 0; i < OpenSpans.MOST; i++) {
            all.add(0, started("later" + i, false));
        }
        List<byte[]> records = records();
        assertThat(records).hasSizeBetween(2, OpenSpans.MOST);
        assertThat(new String(records.get(0), StandardCharsets.ISO_8859_1)).contains(((TestOperation) first).text);
    }

    @Test
    void bytes_areBounded() {
        for (int i = 0; i < 100; i++) {
            started("x".repeat(5_000));
        }
        assertThat(records().stream().mapToInt(record -> record.length).sum()).isBetween(1, OpenSpans.MOST_BYTES);
    }

    @Test
    void whatAnotherThreadIsIn_isSeen() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    Operation outer = new TestOperation(Family.HTTP_SERVER, "outer of another");
                    Operation inner = new TestOperation(Family.FILE, "inner of another");
                    recorder.start(outer);
                    recorder.start(inner);
                    inside.countDown();
                    awaitUninterrupted(enough);
                    recorder.end(inner, null);
                    recorder.end(outer, null);
                },
                "another");
        thread.start();
        inside.await();
        CallRecorder calls = new CallRecorder(fixture.handOvers, new SuppressedErrors(AgentLog.SILENT));
        OpenSpans open = new OpenSpans(calls::forEachOpen, new Scopes("1"), limits(), () -> System.nanoTime() + HOUR);
        List<String> seen = texts(open.records());
        enough.countDown();
        thread.join();
        assertThat(seen).anyMatch(text -> text.contains("outer of another") && text.contains("thread.name"));
        assertThat(seen).anyMatch(text -> text.contains("inner of another"));
        assertThat(texts(open.records())).noneMatch(text -> text.contains("of another"));
    }

    /** Is described as another thread changes it. */
    private static final class Described extends Operation {
        private final Consumer<Operation> meanwhile;

        Described(Consumer<Operation> meanwhile) {
            super(Family.FILE);
            this.meanwhile = meanwhile;
        }

        @Override
        public String spanName() {
            return "described";
        }

        @Override
        public void describe(AttributeWriter attributes) {}

        @Override
        public void describeOpen(AttributeWriter attributes) {
            meanwhile.accept(this);
        }

        @Override
        public void tag(AttributeWriter tags) {}
    }

    private TestOperation started(String text) {
        return started(text, true);
    }

    private TestOperation started(String text, boolean known) {
        TestOperation operation = new TestOperation(Family.FILE, text);
        recorder.startDetached(operation);
        if (known) {
            all.add(operation);
        }
        return operation;
    }

    private Span only() throws Exception {
        List<byte[]> records = records();
        assertThat(records).hasSize(1);
        return Span.parseFrom(RecorderFixture.payload(SpoolRecord.parse(records.get(0), 0, records.get(0).length)));
    }

    private List<byte[]> records() {
        return new OpenSpans(all::forEach, new Scopes("1"), limits(), () -> System.nanoTime() + later).records();
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream()
                .map(record -> new String(record, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static RecorderLimits limits() {
        return new RecorderLimits(16_000, 128, Long.MAX_VALUE, ExceptionMessages.SAFE);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }
}
