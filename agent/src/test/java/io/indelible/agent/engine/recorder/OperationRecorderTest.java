package io.indelible.agent.engine.recorder;

import static io.indelible.agent.engine.recorder.RecorderFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.indelible.agent.engine.recorder.RecorderLimits.ExceptionMessages;
import io.indelible.bridge.Guard;
import io.indelible.exporter.Signal;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.TraceContext;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationRecorderTest {
    private final RecorderFixture fixture = new RecorderFixture();

    @AfterEach
    void leaveTheThreadAsItWas() {
        Guard.current().state = null;
    }

    @Test
    void span_hasWhatTheOperationSaid() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.FILE, "/tmp/ä");
        recorder.start(operation);
        recorder.end(operation, null);
        Span span = Span.parseFrom(payload(fixture.of(Signal.TRACES).get(0)));
        assertThat(span.getName()).isEqualTo("test operation");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
        assertThat(span.getTraceId().size()).isEqualTo(16);
        assertThat(span.getSpanId().size()).isEqualTo(8);
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
        assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
        assertThat(attributes(span.getAttributesList()))
                .containsEntry("file.path", "/tmp/ä")
                .containsEntry("file.size", 1234567890123L)
                .containsEntry("indelible.test.flag", true);
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void nestedOfAnotherFamily_isAChild() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation outer = new TestOperation(Family.HTTP_SERVER, "outer");
        TestOperation inner = new TestOperation(Family.DATABASE, "inner");
        recorder.startRemote(outer, null);
        assertThat(recorder.start(inner)).isTrue();
        recorder.end(inner, null);
        recorder.end(outer, null);
        Span child = Span.parseFrom(payload(fixture.records.get(0)));
        Span parent = Span.parseFrom(payload(fixture.records.get(1)));
        assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
        assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
    }

    @Test
    void nestedOfTheSameFamily_isPartOfTheOuter() {
        OperationRecorder recorder = fixture.recorder();
        TestOperation outer = new TestOperation(Family.FILE, "outer");
        recorder.start(outer);
        assertThat(recorder.start(new TestOperation(Family.FILE, "inner"))).isFalse();
        assertThat(recorder.enclosing(Family.FILE)).isSameAs(outer);
        recorder.end(outer, null);
        assertThat(fixture.records).hasSize(1);
    }

    @Test
    void contextOfAnOperationLongEnded_isNobodysParent() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation request = new TestOperation(Family.HTTP_SERVER, "request");
        recorder.startRemote(request, null);
        recorder.end(request, null);
        ThreadState thread = ThreadState.of(Guard.current(), fixture.handOvers);
        thread.current = request;
        assertThat(parentOfNext(recorder)).isEqualTo(request.spanId);
        request.startTicks -= TimeUnit.MINUTES.toNanos(2);
        assertThat(parentOfNext(recorder)).isZero();
    }

    private long parentOfNext(OperationRecorder recorder) throws Exception {
        fixture.records.clear();
        TestOperation next = new TestOperation(Family.FILE, "next");
        recorder.start(next);
        recorder.end(next, null);
        ByteString parent = Span.parseFrom(payload(fixture.records.get(0))).getParentSpanId();
        return parent.isEmpty() ? 0 : parent.asReadOnlyByteBuffer().getLong();
    }

    @Test
    void movedInto_isAChildInThatTrace() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation request = new TestOperation(Family.HTTP_CLIENT, "request");
        TestOperation read = new TestOperation(Family.FILE, "read");
        recorder.startDetached(read);
        recorder.startDetached(request);
        recorder.end(request, null);
        recorder.moveInto(read, request);
        recorder.end(read, null);
        Span parent = Span.parseFrom(payload(fixture.records.get(0)));
        Span child = Span.parseFrom(payload(fixture.records.get(1)));
        assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
        assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
    }

    @Test
    void movedInto_isSampledAsItsParent() {
        fixture.sampling = (operation, parent) -> parent == null && operation.family == Family.FILE;
        OperationRecorder recorder = fixture.recorder();
        TestOperation request = new TestOperation(Family.HTTP_CLIENT, "request");
        TestOperation read = new TestOperation(Family.FILE, "read");
        recorder.startDetached(read);
        recorder.startDetached(request);
        recorder.moveInto(read, request);
        recorder.end(read, null);
        assertThat(fixture.records).isEmpty();
    }

    @Test
    void operationWithOthersInIt_isNotMoved() {
        OperationRecorder recorder = fixture.recorder();
        TestOperation copy = new TestOperation(Family.FILE, "copy");
        TestOperation request = new TestOperation(Family.HTTP_CLIENT, "request");
        recorder.start(copy);
        recorder.startDetached(request);
        recorder.detach(copy);
        recorder.moveInto(copy, request);
        assertThat(copy.parent).isNull();
        assertThat(copy.traceIdLow).isEqualTo(request.traceIdLow);
    }

    @Test
    void operationThatWasHandedOver_isNotMoved() {
        OperationRecorder recorder = fixture.recorder();
        TestOperation copy = new TestOperation(Family.FILE, "copy");
        recorder.startDetached(copy);
        recorder.handOver(copy, new Object());
        TestOperation request = new TestOperation(Family.HTTP_CLIENT, "request");
        recorder.startDetached(request);
        recorder.moveInto(copy, request);
        assertThat(copy.parent).isNull();
    }

    @Test
    void endTwice_recordsOnce() {
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.FILE, "x");
        recorder.start(operation);
        recorder.end(operation, null);
        recorder.end(operation, null);
        assertThat(fixture.records).hasSize(1);
    }

    @Test
    void endOnAnotherThread_leavesTheFirstThreadsContextToTheFirstThread() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.HTTP_SERVER, "x");
        recorder.startRemote(operation, null);
        Thread other = new Thread(() -> recorder.end(operation, null));
        other.start();
        other.join();
        recorder.end(operation, null);
        assertThat(recorder.current()).isNull();
        assertThat(fixture.records).hasSize(1);
    }

    @Test
    void failure_isStatusAndOneEvent() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.FILE, "x");
        recorder.start(operation);
        recorder.end(operation, new IOException("no room", new IllegalStateException("below")));
        Span span = Span.parseFrom(payload(fixture.of(Signal.TRACES).get(0)));
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(span.getStatus().getMessage()).isEqualTo("no room");
        assertThat(attributes(span.getAttributesList())).containsEntry("error.type", "java.io.IOException");
        LogRecord event = LogRecord.parseFrom(payload(fixture.of(Signal.LOGS).get(0)));
        assertThat(event.getEventName()).isEqualTo("indelible.file.operation.exception");
        assertThat(event.getSpanId()).isEqualTo(span.getSpanId());
        assertThat(event.getSeverityNumberValue()).isEqualTo(13);
        assertThat((String) attributes(event.getAttributesList()).get("exception.stacktrace"))
                .startsWith("java.io.IOException: no room\n\tat ")
                .contains("Caused by: java.lang.IllegalStateException: below\n");
    }

    @ParameterizedTest
    @CsvSource({"name,SAFE", "hash,SAFE", "hash,FULL"})
    void hiddenPath_isNotQuotedByTheFailure(String form, ExceptionMessages messages) {
        fixture.settings.put("indelible.file.path", form);
        fixture.messages = messages;
        OperationRecorder recorder = fixture.recorder();
        for (Family family : List.of(Family.FILE, Family.HASH, Family.HTTP_SERVER)) {
            TestOperation operation = new TestOperation(family, "x");
            recorder.start(operation);
            recorder.end(operation, new UncheckedIOException(new NoSuchFileException("payroll.xlsx")));
        }
        TestOperation wrapped = new TestOperation(Family.HTTP_SERVER, "x");
        recorder.start(wrapped);
        recorder.end(wrapped, new IllegalStateException("cannot read C:\\payroll.xlsx"));
        assertThat(fixture.records).hasSize(8).allSatisfy(record -> assertThat(
                        new String(payload(record), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("payroll"));
    }

    @Test
    void messageWithoutPath_isQuotedThoughPathsAreHidden() {
        fixture.settings.put("indelible.file.path", "hash");
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.HTTP_SERVER, "x");
        recorder.start(operation);
        recorder.end(operation, new IllegalStateException("no such order"));
        assertThat(fixture.records).allSatisfy(record -> assertThat(
                        new String(payload(record), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("no such order"));
    }

    @Test
    void databaseFailure_doesNotQuoteRows() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.DATABASE, "x");
        recorder.start(operation);
        recorder.end(operation, new IOException("Key (name)=(secret) already exists"));
        for (var record : fixture.records) {
            assertThat(new String(payload(record), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("secret");
        }
    }

    @Test
    void databaseFailureThatIsWrapped_isNotQuotedByTheRequestAroundIt() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.HTTP_SERVER, "x");
        recorder.startRemote(operation, null);
        Exception refused = new java.sql.SQLIntegrityConstraintViolationException("Key (name)=(secret) exists");
        recorder.end(operation, new IllegalStateException(refused));
        assertThat(fixture.records).hasSize(2).allSatisfy(record -> assertThat(
                        new String(payload(record), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("IllegalStateException")
                .doesNotContain("secret"));
    }

    @Test
    void messageWithAUrl_isNotQuoted() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.HTTP_SERVER, "x");
        recorder.startRemote(operation, null);
        recorder.end(operation, new IOException("Server returned 500 for URL: http://me:secret@host/"));
        assertThat(fixture.records).hasSize(2).allSatisfy(record -> assertThat(
                        new String(payload(record), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret"));
    }

    @Test
    void endedOperation_doesNotKeepWhatWasAroundIt() {
        OperationRecorder recorder = fixture.recorder();
        TestOperation outer = new TestOperation(Family.HTTP_CLIENT, "outer");
        TestOperation inner = new TestOperation(Family.DATABASE, "inner");
        recorder.start(outer);
        recorder.start(inner);
        recorder.end(inner, null);
        assertThat(inner.parent).isNull();
    }

    @Test
    void databaseFailure_isQuotedWhenAskedFor() throws Exception {
        fixture.messages = ExceptionMessages.FULL;
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.DATABASE, "x");
        recorder.start(operation);
        recorder.end(operation, new IOException("Key (name)=(secret) already exists"));
        Span span = Span.parseFrom(payload(fixture.of(Signal.TRACES).get(0)));
        assertThat(span.getStatus().getMessage()).contains("secret");
    }

    @Test
    void slowOperation_makesAnEvent() throws Exception {
        fixture.slowNanos = -1;
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.FILE, "x");
        recorder.start(operation);
        recorder.end(operation, null);
        LogRecord event = LogRecord.parseFrom(payload(fixture.of(Signal.LOGS).get(0)));
        assertThat(event.getEventName()).isEqualTo("indelible.operation.slow");
        assertThat(attributes(event.getAttributesList())).containsEntry("indelible.operation.name", "test operation");
    }

    @Test
    void unsampled_recordsNothingButPropagates() {
        fixture.sampling = SdkSampling.of("always_off", 1);
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.HTTP_CLIENT, "x");
        recorder.start(operation);
        Map<String, String> headers = new HashMap<>();
        recorder.inject(operation, headers, Map::put);
        recorder.end(operation, null);
        assertThat(fixture.records).isEmpty();
        assertThat(headers.get("traceparent")).endsWith("-02");
    }

    @Test
    void ratioSampler_isOpenTelemetrys() {
        fixture.sampling = SdkSampling.of("parentbased_traceidratio", 0);
        OperationRecorder recorder = fixture.recorder();
        TestOperation operation = new TestOperation(Family.FILE, "x");
        recorder.start(operation);
        recorder.end(operation, null);
        assertThat(fixture.records).isEmpty();
    }

    @Test
    void extractedContext_isTheRemoteParent() throws Exception {
        OperationRecorder recorder = fixture.recorder();
        Map<String, String> headers = Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        TraceContext remote = recorder.extract(headers, new MapGetter());
        TestOperation operation = new TestOperation(Family.HTTP_SERVER, "x");
        recorder.startRemote(operation, remote);
        recorder.end(operation, null);
        Span span = Span.parseFrom(payload(fixture.records.get(0)));
        assertThat(HexIds.spanId(span.getParentSpanId().asReadOnlyByteBuffer().getLong()))
                .isEqualTo("b7ad6b7169203331");
        assertThat(span.getFlags()).isEqualTo(0x301);
    }

    @Test
    void injectedContext_carriesStateAndBaggageOn() {
        OperationRecorder recorder = fixture.recorder();
        Map<String, String> incoming = Map.of(
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "tracestate", "vendor=1",
                "baggage", "user=7");
        TestOperation server = new TestOperation(Family.HTTP_SERVER, "x");
        recorder.startRemote(server, recorder.extract(incoming, new MapGetter()));
        TestOperation client = new TestOperation(Family.HTTP_CLIENT, "x");
        recorder.start(client);
        Map<String, String> outgoing = new HashMap<>();
        recorder.inject(client, outgoing, Map::put);
        assertThat(outgoing)
                .containsEntry("tracestate", "vendor=1")
                .containsEntry("baggage", "user=7")
                .containsEntry(
                        "traceparent", "00-0af7651916cd43dd8448eb211c80319c-" + HexIds.spanId(client.spanId) + "-01");
        recorder.end(client, null);
        recorder.end(server, null);
    }

    @Test
    void invalidTraceparent_startsANewTrace() {
        assertThat(fixture.recorder().<Map<String, String>>extract(Map.of("traceparent", "00-00"), new MapGetter()))
                .isNull();
    }

    private static Map<String, Object> attributes(List<KeyValue> list) {
        Map<String, Object> attributes = new HashMap<>();
        for (KeyValue entry : list) {
            switch (entry.getValue().getValueCase()) {
                case STRING_VALUE ->
                    attributes.put(entry.getKey(), entry.getValue().getStringValue());
                case INT_VALUE ->
                    attributes.put(entry.getKey(), entry.getValue().getIntValue());
                case BOOL_VALUE ->
                    attributes.put(entry.getKey(), entry.getValue().getBoolValue());
                default -> throw new AssertionError(entry.toString());
            }
        }
        return attributes;
    }

    private static final class MapGetter
            implements io.indelible.instrumentation.Operations.FieldGetter<Map<String, String>> {
        @Override
        public Iterable<String> fields(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(Map<String, String> carrier, String field) {
            return carrier.get(field);
        }
    }
}
