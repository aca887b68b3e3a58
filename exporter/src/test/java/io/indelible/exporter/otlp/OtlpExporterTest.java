package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import io.indelible.exporter.SpoolRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExporterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    private static final long TIMEOUT = 10_000;

    private final List<OtlpExporter> opened = new ArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Collector collector;

    @BeforeEach
    void start() throws IOException {
        collector = new Collector();
    }

    @AfterEach
    void stop() {
        opened.forEach(OtlpExporter::close);
        collector.close();
    }

    @Test
    void export_sendsWhatWasRecorded() throws Exception {
        Outcome outcome = export(exporter(), Records.spans(3));

        assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(names(collector.requests.get(0))).containsExactly("span 0", "span 1", "span 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACES", "LOGS", "METRICS"})
    void export_appendsTheSignalToTheBase(Signal signal) throws Exception {
        SpoolRecord record =
                switch (signal) {
                    case TRACES -> Records.span("s", "x");
                    case LOGS -> Records.log("s", "x");
                    case METRICS -> Records.metric("s", "x");
                };

        Answers.settled(exporter(), signal, List.of(record));

        assertThat(collector.requests.get(0).path()).isEqualTo("/v1/" + signal.path());
    }

    @Test
    void export_sendsTheHeaders() throws Exception {
        export(exporter(settings(false, Map.of("Authorization", "Bearer x", "X-Tenant", "7"))), Records.spans(1));

        assertThat(collector.requests.get(0).headers())
                .containsEntry("Authorization", List.of("Bearer x"))
                .containsEntry("X-tenant", List.of("7"))
                .containsEntry("Content-type", List.of("application/x-protobuf"))
                .containsEntry("User-agent", List.of("Indelible/1.2 OTel-OTLP-Exporter-Java/1.2"))
                .doesNotContainKey("Content-encoding")
                .doesNotContainKey("Upgrade");
    }

    @Test
    void headerThatHttpForbids_isLeftOutAndItsValueNotSaid() throws Exception {
        Outcome outcome = export(exporter(settings(false, Map.of("X-Bad", "secret\nvalue"))), Records.spans(1));

        assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(said).hasSize(1).allMatch(line -> line.contains("X-Bad") && !line.contains("secret"));
    }

    @Test
    void gzip_packsTheBody() throws Exception {
        export(exporter(settings(true, Map.of())), Records.spans(3));

        assertThat(collector.requests.get(0).headers()).containsEntry("Content-encoding", List.of("gzip"));
        assertThat(names(collector.requests.get(0))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void retryableStatus_isTriedAgain(int status) throws Exception {
        collector.then(Collector.status(status));
        OtlpExporter exporter = exporter();
        List<SpoolRecord> records = Records.spans(1);

        Outcome first = export(exporter, records);

        assertThat(first.kind()).isEqualTo(Kind.RETRY);
        assertThat(first.retryAfterMillis()).isEqualTo(-1);
        assertThat(export(exporter, records)).isEqualTo(Outcome.ACCEPTED);
        assertThat(collector.requests).hasSize(2);
    }

    @Test
    void retryAfter_inSeconds_isPassedOn() throws Exception {
        collector.then(Collector.status(503, "Retry-After", "7"));

        assertThat(export(exporter(), Records.spans(1)).retryAfterMillis()).isEqualTo(7_000);
    }

    @Test
    void retryAfter_asADate_isPassedOn() throws Exception {
        collector.then(Collector.status(429, "Retry-After", "Fri, 02 Jan 2026 03:04:35 GMT"));

        assertThat(export(exporter(), Records.spans(1)).retryAfterMillis()).isEqualTo(30_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 500})
    void anyOtherStatus_isRefusal(int status) throws Exception {
        collector.then(Collector.status(status));

        Outcome outcome = export(exporter(), Records.spans(2));

        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
        assertThat(outcome.rejected()).isEqualTo(2);
        assertThat(outcome.reason()).contains("HTTP " + status);
        assertThat(collector.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirect_isNotFollowedAndTriedAgain(int status) throws Exception {
        collector.then(Collector.status(status, "Location", collector.uri() + "/elsewhere"));

        Outcome outcome = export(exporter(), Records.spans(2));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("HTTP " + status + ", redirects are not followed");
        assertThat(collector.requests).hasSize(1);
    }

    @Test
    void webPage_isNoAnswer() throws Exception {
        collector.then((exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.UTF_8));
        });

        Outcome outcome = export(exporter(), Records.spans(1));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("HTTP 200 with a web page");
    }

    @Test
    void json_isSentAsJson() throws Exception {
        export(exporter(json()), Records.spans(2));

        Collector.Request request = collector.requests.get(0);
        assertThat(request.headers()).containsEntry("Content-type", List.of("application/json"));
        assertThat(new ObjectMapper().readTree(request.body()).findValuesAsText("name"))
                .containsExactly("file", "span 0", "span 1");
    }

    @Test
    void json_partialSuccessIsRead() throws Exception {
        String answer = "{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"too old\"}}";
        collector.then((exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
        });

        assertThat(export(exporter(json()), Records.spans(3))).isEqualTo(new Outcome(Kind.ACCEPTED, 2, -1, "too old"));
    }

    @Test
    void json_recordThatCannotBeDecodedCostsOnlyItself() throws Exception {
        List<SpoolRecord> records = new ArrayList<>(Records.spans(5));
        records.add(2, Records.record(Signal.TRACES, new byte[0], new byte[] {10, 127, 1}));

        Outcome outcome = export(exporter(json()), records);

        assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(outcome.rejected()).isEqualTo(1);
    }

    @Test
    void connecting_hasItsOwnTimeout() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket one = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket two = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort());
            OtlpSettings.Endpoint endpoint = new OtlpSettings.Endpoint(
                    uri, OtlpProtocol.HTTP_PROTOBUF, Map.of(), false, 60_000, 300, TlsFiles.NONE);

            Outcome outcome =
                    export(exporter(settings(false, Map.of()).with(Signal.TRACES, endpoint)), Records.spans(1));

            assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
            assertThat(outcome.reason()).contains("connect");
        }
    }

    @Test
    void refusal_saysWhatTheServerSaid() throws Exception {
        ProtoWriter status = new ProtoWriter(64);
        status.varint(1, 3);
        status.text(2, "trace_id is\nempty");
        collector.then(Collector.protobuf(400, status.toByteArray()));

        Outcome outcome = export(exporter(), Records.spans(1));

        assertThat(outcome.reason()).endsWith("/v1/traces: HTTP 400: trace_id is empty");
        assertThat(outcome.rejected()).isEqualTo(1);
    }

    @Test
    void refusal_doesNotSayCredentials() throws Exception {
        collector.always(Collector.status(400));
        URI secret = URI.create(collector.uri().toString().replace("://", "://me:secret@") + "?key=secret");

        Outcome outcome = export(exporter(OtlpSettings.of(secret, Map.of(), false, TIMEOUT, "1.2")), Records.spans(1));

        assertThat(outcome.reason()).contains("HTTP 400").doesNotContain("secret");
    }

    @Test
    void partialSuccess_countsWhatWasRejected() throws Exception {
        collector.then(Collector.protobuf(
                200,
                ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(2)
                                .setErrorMessage("too old"))
                        .build()
                        .toByteArray()));

        Outcome outcome = export(exporter(), Records.spans(3));

        assertThat(outcome).isEqualTo(new Outcome(Kind.ACCEPTED, 2, -1, "too old"));
    }

    @Test
    void successThatCannotBeRead_isSuccess() throws Exception {
        collector.then(Collector.protobuf(200, new byte[] {10, 127, 1}));

        assertThat(export(exporter(), Records.spans(1))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void noTimeout_isNoLimit() throws Exception {
        OtlpSettings unlimited = OtlpSettings.of(collector.uri(), Map.of(), false, 0, "1.2");

        assertThat(export(exporter(unlimited), Records.spans(1))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void nobodyListening_isTriedAgain() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port);

        Outcome outcome = export(exporter(OtlpSettings.of(nobody, Map.of(), false, TIMEOUT, "1")), Records.spans(1));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("cannot connect");
    }

    @Test
    void unknownHost_isTriedAgain() throws Exception {
        URI unknown = URI.create("http://no-such-host.invalid:4318");

        Outcome outcome = export(exporter(OtlpSettings.of(unknown, Map.of(), false, TIMEOUT, "1")), Records.spans(1));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
    }

    @Test
    void responseThatBreaksOff_isTriedAgain() throws Exception {
        collector.then((exchange, body) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("closes in the middle");
        });

        assertThat(export(exporter(), Records.spans(1)).kind()).isEqualTo(Kind.RETRY);
    }

    @Test
    void responseThatNeverEnds_isGivenUpInTime() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        collector.then((exchange, body) -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await(over);
        });

        Outcome outcome =
                export(exporter(OtlpSettings.of(collector.uri(), Map.of(), false, 300, "1")), Records.spans(1));
        over.countDown();

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("no response within 300 ms");
    }

    @Test
    void finishBy_shortensTheTimeout() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        collector.then((exchange, body) -> await(over));
        OtlpExporter exporter = exporter(OtlpSettings.of(collector.uri(), Map.of(), false, 60_000, "1"));
        exporter.finishBy(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300));

        Outcome outcome = export(exporter, Records.spans(1));
        over.countDown();

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
    }

    @Test
    void endlessResponse_isRefused() throws Exception {
        collector.then((exchange, body) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 << 10];
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(block);
            }
        });

        Outcome outcome = export(exporter(), Records.spans(1));

        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
        assertThat(outcome.reason()).contains("more than 4194304 bytes");
    }

    @Test
    void interrupt_isPassedOn() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        // An answer that is there before anybody waits for it is taken, interrupted or not.
        collector.then((exchange, body) -> await(over));
        OtlpExporter exporter = exporter();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> export(exporter, Records.spans(1))).isInstanceOf(InterruptedException.class);
        } finally {
            over.countDown();
        }
    }

    @Test
    void interrupted_isWaitedForAgain() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        collector.then((exchange, body) -> {
            await(over);
            Collector.status(200).to(exchange, body);
        });
        OtlpExporter exporter = exporter();
        List<SpoolRecord> records = Records.spans(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> export(exporter, records)).isInstanceOf(InterruptedException.class);
        over.countDown();

        assertThat(export(exporter, records)).isEqualTo(Outcome.ACCEPTED);
        assertThat(collector.requests).hasSize(1);
    }

    /** A line so slow that sending takes longer than the server may take to answer. */
    @Test
    void notAnsweredInTime_isSentInHalves() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        collector.always((exchange, body) -> {
            if (body.length > 150_000) {
                await(over);
            }
            Collector.status(200).to(exchange, body);
        });
        OtlpExporter exporter = exporter(OtlpSettings.of(collector.uri(), Map.of(), false, 2_000, "1"));
        List<SpoolRecord> records = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            records.add(Records.span("s", i + "x".repeat(2_000)));
        }

        Outcome outcome = export(exporter, records);
        for (int i = 0; i < 20 && outcome.kind() == Kind.RETRY; i++) {
            outcome = export(exporter, records);
        }
        over.countDown();

        assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(Set.copyOf(delivered(150_000))).hasSize(200);
    }

    @Test
    void tooLarge_isSentInHalves() throws Exception {
        collector.always(limited(2_000));
        List<SpoolRecord> records = Records.spans(50);

        Outcome outcome = export(exporter(), records);

        assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(delivered(2_000)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void tooLarge_isRememberedForTheNextExport() throws Exception {
        collector.always(limited(2_000));
        OtlpExporter exporter = exporter();
        export(exporter, Records.spans(50));
        collector.requests.clear();

        export(exporter, Records.spans(50));

        assertThat(collector.requests).allMatch(each -> each.body().length <= 2_000);
    }

    @Test
    void tooLargeAlone_isRefusedAndTheRestIsSent() throws Exception {
        collector.always(limited(2_000));
        List<SpoolRecord> records = new ArrayList<>(Records.spans(3));
        records.add(1, Records.span("s", "x".repeat(3_000)));

        Outcome outcome = export(exporter(), records);

        assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(outcome.rejected()).isEqualTo(1);
        assertThat(delivered(2_000)).containsExactly("span 0", "span 1", "span 2");
    }

    @Test
    void request_staysUnderFourMebibytes() throws Exception {
        String name = "x".repeat(400_000);
        List<SpoolRecord> records = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            records.add(Records.span("s", name));
        }

        export(exporter(), records);

        assertThat(collector.requests).hasSizeGreaterThan(2).allMatch(each -> each.body().length <= 4 << 20);
    }

    @Test
    void deliveryThatStopsInTheMiddle_goesOnThere() throws Exception {
        OtlpExporter exporter = exporter();
        collector.then(Collector.status(413)).then(Collector.status(200)).then(Collector.status(503));
        List<SpoolRecord> records = Records.spans(10);
        assertThat(export(exporter, records).kind()).isEqualTo(Kind.RETRY);
        collector.requests.clear();

        assertThat(export(exporter, records)).isEqualTo(Outcome.ACCEPTED);

        assertThat(delivered(Integer.MAX_VALUE)).containsExactly("span 5", "span 6", "span 7", "span 8", "span 9");
    }

    @Test
    void client_runsOnItsOwnThread_guarded() throws Exception {
        List<Thread> seen = new CopyOnWriteArrayList<>();
        OtlpExporter exporter = seenBy(seen, settings(false, Map.of()));

        export(exporter, Records.spans(1));

        assertThat(seen).isNotEmpty().allMatch(each -> isSelector(each) || each == Thread.currentThread());
    }

    @Test
    void name_isAskedForByAThreadThatEndsWithThat() throws Exception {
        List<Thread> seen = new CopyOnWriteArrayList<>();
        URI named = URI.create("http://localhost:" + collector.uri().getPort());
        OtlpExporter exporter = seenBy(seen, OtlpSettings.of(named, Map.of(), false, TIMEOUT, "1"));

        export(exporter, Records.spans(1));
        Thread asking = seen.get(0);
        asking.join(TIMEOUT);
        export(exporter, Records.spans(1));

        assertThat(asking.getName()).isEqualTo("indelible-otlp");
        assertThat(asking.isDaemon()).isTrue();
        assertThat(asking.isAlive()).isFalse();
        assertThat(seen)
                .filteredOn(each -> each.getName().equals("indelible-otlp"))
                .containsOnly(asking);
        assertThat(collector.requests).hasSize(2);
    }

    // Else it would be told on the common pool, whose threads may all wait for something of the application's.
    @Test
    void answer_isTakenWhereItIsRead() throws Exception {
        List<Thread> seen = new CopyOnWriteArrayList<>();
        InstantSource clock = () -> {
            seen.add(Thread.currentThread());
            return CLOCK.instant();
        };
        OtlpExporter exporter =
                new OtlpExporter(settings(false, Map.of()), UnaryOperator.identity(), clock, AgentLog.SILENT);
        opened.add(exporter);

        export(exporter, Records.spans(1));

        assertThat(seen).hasSize(1).allMatch(OtlpExporterTest::isSelector);
    }

    @Test
    void connection_isUsedAgain() throws Exception {
        Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
        collector.always((exchange, body) -> {
            clients.add(exchange.getRemoteAddress());
            Collector.status(200).to(exchange, body);
        });
        OtlpExporter exporter = exporter();

        for (int i = 0; i < 200; i++) {
            export(exporter, Records.spans(1));
        }

        // An answer may be here a moment before its connection can be used again.
        assertThat(clients).hasSizeLessThan(10);
    }

    // As an application does that interrupts its whole thread group.
    @Test
    void clientWhoseThreadWasInterrupted_isReplaced() throws Exception {
        List<Thread> seen = new CopyOnWriteArrayList<>();
        OtlpExporter exporter = seenBy(seen, settings(false, Map.of()));
        export(exporter, Records.spans(1));
        Thread first = selectors(seen).iterator().next();
        first.interrupt();
        first.join(TIMEOUT);
        assertThat(first.isAlive()).isFalse();

        assertThat(export(exporter, Records.spans(1))).isEqualTo(Outcome.ACCEPTED);
        assertThat(export(exporter, Records.spans(1))).isEqualTo(Outcome.ACCEPTED);

        assertThat(selectors(seen)).hasSize(2);
    }

    @Test
    void outage_takesNoFurtherThread() throws Exception {
        List<Thread> seen = new CopyOnWriteArrayList<>();
        OtlpExporter exporter = seenBy(seen, settings(false, Map.of()));
        collector.close();
        List<SpoolRecord> records = Records.spans(1);

        for (int i = 0; i < 10; i++) {
            assertThat(export(exporter, records).kind()).isEqualTo(Kind.RETRY);
        }

        assertThat(selectors(seen)).hasSize(1);
    }

    private static Set<Thread> selectors(List<Thread> seen) {
        return seen.stream().filter(OtlpExporterTest::isSelector).collect(Collectors.toSet());
    }

    private OtlpExporter seenBy(List<Thread> seen, OtlpSettings settings) {
        UnaryOperator<Runnable> guarded = task -> () -> {
            seen.add(Thread.currentThread());
            task.run();
        };
        OtlpExporter exporter = new OtlpExporter(settings, guarded, CLOCK, AgentLog.SILENT);
        opened.add(exporter);
        return exporter;
    }

    private static boolean isSelector(Thread thread) {
        return thread.getName().matches("HttpClient-\\d+-SelectorManager");
    }

    @Test
    void taskThatThrows_doesNotEndTheClientsThread() {
        UnaryOperator<Runnable> broken = task -> () -> {
            throw new IllegalStateException("broken");
        };

        new InPlace(broken, (level, message, cause) -> said.add(message)).execute(() -> {});

        assertThat(said).hasSize(1).allMatch(line -> line.contains("broken"));
    }

    private static Collector.Answer limited(int bytes) {
        return (exchange, body) ->
                Collector.status(body.length > bytes ? 413 : 200).to(exchange, body);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private List<String> delivered(int limit) throws InvalidProtocolBufferException {
        List<String> names = new ArrayList<>();
        for (Collector.Request each : collector.requests) {
            if (each.body().length <= limit) {
                names.addAll(names(each));
            }
        }
        return names;
    }

    private static List<String> names(Collector.Request request) throws InvalidProtocolBufferException {
        return ExportTraceServiceRequest.parseFrom(request.body()).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(Span::getName)
                .toList();
    }

    private static Outcome export(OtlpExporter exporter, List<SpoolRecord> records) throws InterruptedException {
        return Answers.settled(exporter, Signal.TRACES, records);
    }

    private OtlpExporter exporter() {
        return exporter(settings(false, Map.of()));
    }

    private OtlpExporter exporter(OtlpSettings settings) {
        OtlpExporter exporter = new OtlpExporter(
                settings, UnaryOperator.identity(), CLOCK, (level, message, cause) -> said.add(message));
        opened.add(exporter);
        return exporter;
    }

    private OtlpSettings json() {
        return settings(false, Map.of())
                .with(
                        Signal.TRACES,
                        new OtlpSettings.Endpoint(
                                OtlpSettings.below(collector.uri(), Signal.TRACES),
                                OtlpProtocol.HTTP_JSON,
                                Map.of(),
                                false,
                                TIMEOUT,
                                TIMEOUT,
                                TlsFiles.NONE));
    }

    private OtlpSettings settings(boolean gzip, Map<String, String> headers) {
        return OtlpSettings.of(collector.uri(), headers, gzip, TIMEOUT, "1.2");
    }
}
