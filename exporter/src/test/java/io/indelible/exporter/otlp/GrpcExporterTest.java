package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against grpc-java. */
class GrpcExporterTest {
    private static final long TIMEOUT = 10_000;

    @SuppressWarnings("NullAway.Init")
    private static Certificates certificates;

    private final List<OtlpExporter> opened = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // each test makes its own
    private GrpcCollector collector;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        certificates = new Certificates(folder);
    }

    @AfterEach
    void stop() {
        opened.forEach(OtlpExporter::close);
        if (collector != null) {
            collector.close();
        }
    }

    @Test
    void export_sendsWhatWasRecorded() throws Exception {
        collector = new GrpcCollector();

        Outcome outcome = export(exporter(), Records.spans(3));

        assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(names()).containsExactly("span 0", "span 1", "span 2");
    }

    @ParameterizedTest
    @CsvSource({"TRACES, trace.v1.TraceService", "LOGS, logs.v1.LogsService", "METRICS, metrics.v1.MetricsService"})
    void eachSignal_hasItsService(Signal signal, String service) throws Exception {
        collector = new GrpcCollector();
        SpoolRecord record =
                switch (signal) {
                    case TRACES -> Records.span("s", "x");
                    case LOGS -> Records.log("s", "x");
                    case METRICS -> Records.metric("s", "x");
                };

        Answers.settled(exporter(), signal, List.of(record));

        assertThat(collector.requests.get(0).method()).isEqualTo("opentelemetry.proto.collector." + service);
    }

    @Test
    void secondExport_usesTheSameConnection() throws Exception {
        collector = new GrpcCollector();
        OtlpExporter exporter = exporter();

        export(exporter, Records.spans(1));
        export(exporter, Records.spans(1));

        assertThat(collector.requests).hasSize(2);
    }

    @Test
    void headers_areSentAndThoseThatHttpForbidsAreNot() throws Exception {
        collector = new GrpcCollector();
        List<String> said = new CopyOnWriteArrayList<>();
        OtlpExporter exporter = new OtlpExporter(
                settings(
                        collector.uri(),
                        false,
                        Map.of("Authorization", "Bearer x", "X Bad", "secret"),
                        TIMEOUT,
                        TlsFiles.NONE),
                UnaryOperator.identity(),
                (level, message, cause) -> said.add(message));
        opened.add(exporter);

        export(exporter, Records.spans(1));

        Metadata headers = collector.requests.get(0).headers();
        assertThat(header(headers, "authorization")).isEqualTo("Bearer x");
        assertThat(header(headers, "user-agent")).isEqualTo("Indelible/1.2 OTel-OTLP-Exporter-Java/1.2");
        assertThat(said).singleElement().asString().contains("x bad").doesNotContain("secret");
    }

    @Test
    void gzip_packsTheMessage() throws Exception {
        collector = new GrpcCollector();

        export(exporter(settings(collector.uri(), true, Map.of(), TIMEOUT, TlsFiles.NONE)), Records.spans(100));

        assertThat(names()).hasSize(100);
    }

    @Test
    void requestBeyondTheWindow_arrivesWhole() throws Exception {
        collector = new GrpcCollector();

        export(exporter(), Records.spans(20_000));

        assertThat(names()).hasSize(20_000);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"CANCELLED", "DEADLINE_EXCEEDED", "ABORTED", "OUT_OF_RANGE", "UNAVAILABLE", "DATA_LOSS"})
    void retryableStatus_isTriedAgain(Status.Code code) throws Exception {
        collector = new GrpcCollector().then(GrpcCollector.status(code.toStatus()));
        OtlpExporter exporter = exporter();
        List<SpoolRecord> records = Records.spans(1);

        Outcome first = export(exporter, records);

        assertThat(first.kind()).isEqualTo(Kind.RETRY);
        assertThat(first.reason()).contains("gRPC " + code);
        assertThat(export(exporter, records)).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"OK", "CANCELLED", "DEADLINE_EXCEEDED", "ABORTED", "OUT_OF_RANGE", "UNAVAILABLE", "DATA_LOSS"},
            mode = EnumSource.Mode.EXCLUDE)
    void anyOtherStatus_isRefusal(Status.Code code) throws Exception {
        collector =
                new GrpcCollector().then(GrpcCollector.status(code.toStatus().withDescription("no, 100 % nö")));

        Outcome outcome = export(exporter(), Records.spans(2));

        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
        assertThat(outcome.rejected()).isEqualTo(2);
        assertThat(outcome.reason()).endsWith("gRPC " + code + ": no, 100 % nö");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"RESOURCE_EXHAUSTED", "UNAVAILABLE"})
    void retryInfo_isPassedOn(Status.Code code) throws Exception {
        collector = new GrpcCollector().then(GrpcCollector.status(code.toStatus(), retryInfo(7, 500_000_000)));

        Outcome outcome = export(exporter(), Records.spans(1));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.retryAfterMillis()).isEqualTo(7_500);
    }

    @Test
    void tooLarge_isSentInHalves() throws Exception {
        collector = new GrpcCollector(null, 2_000);

        Outcome outcome = export(exporter(), Records.spans(50));

        assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(names()).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void tooLargeInTheWordsOfGo_isSentInHalves() throws Exception {
        collector = new GrpcCollector()
                .then(GrpcCollector.status(Status.RESOURCE_EXHAUSTED.withDescription(
                        "grpc: received message larger than max (5000 vs. 4000)")));

        export(exporter(), Records.spans(10));

        assertThat(collector.requests).hasSize(3);
    }

    @Test
    void partialSuccess_countsWhatWasRejected() throws Exception {
        collector = new GrpcCollector()
                .then(GrpcCollector.message(ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(2)
                                .setErrorMessage("too old"))
                        .build()
                        .toByteArray()));

        assertThat(export(exporter(), Records.spans(3))).isEqualTo(new Outcome(Kind.ACCEPTED, 2, -1, "too old"));
    }

    @Test
    void successThatCannotBeRead_isSuccess() throws Exception {
        collector = new GrpcCollector().then(GrpcCollector.message(new byte[] {10, 127, 1}));

        assertThat(export(exporter(), Records.spans(1))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void answerThatNeverComes_isGivenUpInTime() throws Exception {
        collector = new GrpcCollector().then(call -> {});
        OtlpExporter exporter = exporter(settings(collector.uri(), false, Map.of(), 500, TlsFiles.NONE));
        List<SpoolRecord> records = Records.spans(1);

        Outcome outcome = export(exporter, records);

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("no response within 500 ms");
        // On a busy machine half a second may be too short for an answer that does come.
        for (int i = 0; i < 20 && outcome.kind() == Kind.RETRY; i++) {
            outcome = export(exporter, records);
        }
        assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void nobodyListening_isTriedAgain() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Outcome outcome = export(exporter(clear(URI.create("http://127.0.0.1:" + port))), Records.spans(1));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains("cannot connect");
    }

    @Test
    void unknownHost_isTriedAgain() throws Exception {
        Outcome outcome = export(exporter(clear(URI.create("http://no-such-host.invalid:4317"))), Records.spans(1));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
    }

    @Test
    void serverThatIsBack_isConnectedAgain() throws Exception {
        collector = new GrpcCollector();
        OtlpExporter exporter = exporter();
        export(exporter, Records.spans(1));
        int port = collector.uri().getPort();
        collector.close();
        List<SpoolRecord> records = Records.spans(1);
        assertThat(export(exporter, records).kind()).isEqualTo(Kind.RETRY);

        collector = new GrpcCollector(null, 4 << 20, port);

        assertThat(export(exporter, records)).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 200 OK", "garbage", "''"})
    void whatIsNoHttp2_isTriedAgain(String answer) throws Exception {
        Thread thread;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            thread = new Thread(() -> answer(server, answer), "garbage");
            thread.start();
            URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort());
            assertThat(export(exporter(settings(uri, false, Map.of(), 2_000, TlsFiles.NONE)), Records.spans(1))
                            .kind())
                    .isEqualTo(Kind.RETRY);
        }
        thread.join();
    }

    @Test
    void tls_isNegotiated() throws Exception {
        collector = new GrpcCollector(tls("server", ClientAuth.NONE), 4 << 20);

        assertThat(export(trusting(), Records.spans(1))).isEqualTo(Outcome.ACCEPTED);
        assertThat(export(exporter(clear(collector.uri())), Records.spans(1)).kind())
                .isEqualTo(Kind.RETRY);
        assertThat(collector.requests).hasSize(1);
    }

    @Test
    void tls_ofAnotherName_isNotTrusted() throws Exception {
        collector = new GrpcCollector(tls("elsewhere", ClientAuth.NONE), 4 << 20);

        assertThat(export(trusting(), Records.spans(1)).kind()).isEqualTo(Kind.RETRY);
        assertThat(collector.requests).isEmpty();
    }

    @Test
    void tls_clientShowsItsCertificate() throws Exception {
        collector = new GrpcCollector(tls("server", ClientAuth.REQUIRE), 4 << 20);
        TlsFiles identified = new TlsFiles(
                certificates.certificate("authority"), certificates.certificate("client"), certificates.key("client"));

        assertThat(export(trusting(), Records.spans(1)).kind()).isEqualTo(Kind.RETRY);
        assertThat(export(exporter(settings(collector.uri(), false, Map.of(), TIMEOUT, identified)), Records.spans(1)))
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void thread_isOneDaemonThatRunsGuarded() throws Exception {
        collector = new GrpcCollector();
        List<Thread> seen = new CopyOnWriteArrayList<>();
        UnaryOperator<Runnable> guarded = task -> () -> {
            seen.add(Thread.currentThread());
            task.run();
        };
        OtlpExporter exporter = new OtlpExporter(clear(collector.uri()), guarded, AgentLog.SILENT);
        opened.add(exporter);

        export(exporter, Records.spans(1));
        export(exporter, Records.spans(1));

        assertThat(seen).hasSize(1).allMatch(Thread::isDaemon).allMatch(each -> each.getName()
                .equals("indelible-otlp"));
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket one = server.accept();
                OutputStream out = one.getOutputStream()) {
            out.write((answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    private static SslContext tls(String name, ClientAuth clients) throws Exception {
        return GrpcSslContexts.configure(
                        SslContextBuilder.forServer(certificates.certificate(name), certificates.key(name)),
                        SslProvider.JDK)
                .trustManager(certificates.certificate("authority"))
                .clientAuth(clients)
                .build();
    }

    private static byte[] retryInfo(long seconds, int nanos) {
        ProtoWriter out = new ProtoWriter(256);
        out.varint(1, 8);
        int other = out.begin(3);
        out.text(1, "type.googleapis.com/google.rpc.DebugInfo");
        out.end(other);
        int detail = out.begin(3);
        out.text(1, "type.googleapis.com/google.rpc.RetryInfo");
        int info = out.begin(2);
        int delay = out.begin(1);
        out.varint(1, seconds);
        out.varint(2, nanos);
        out.end(delay);
        out.end(info);
        out.end(detail);
        return out.toByteArray();
    }

    private static @Nullable String header(Metadata headers, String name) {
        return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    private List<String> names() throws InvalidProtocolBufferException {
        List<String> names = new ArrayList<>();
        for (GrpcCollector.Request each : collector.requests) {
            ExportTraceServiceRequest.parseFrom(each.body()).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .map(Span::getName)
                    .forEach(names::add);
        }
        return names;
    }

    private static Outcome export(OtlpExporter exporter, List<SpoolRecord> records) throws InterruptedException {
        return Answers.settled(exporter, Signal.TRACES, records);
    }

    private OtlpExporter exporter() {
        return exporter(clear(collector.uri()));
    }

    private OtlpExporter trusting() throws Exception {
        TlsFiles tls = new TlsFiles(certificates.certificate("authority"), null, null);
        return exporter(settings(collector.uri(), false, Map.of(), TIMEOUT, tls));
    }

    private OtlpExporter exporter(OtlpSettings settings) {
        OtlpExporter exporter = new OtlpExporter(settings, UnaryOperator.identity(), AgentLog.SILENT);
        opened.add(exporter);
        return exporter;
    }

    private static OtlpSettings clear(URI uri) {
        return settings(uri, false, Map.of(), TIMEOUT, TlsFiles.NONE);
    }

    private static OtlpSettings settings(
            URI uri, boolean gzip, Map<String, String> headers, long timeout, TlsFiles tls) {
        OtlpSettings.Endpoint endpoint =
                new OtlpSettings.Endpoint(uri, OtlpProtocol.GRPC, headers, gzip, timeout, TIMEOUT, tls);
        return new OtlpSettings(endpoint, endpoint, endpoint, "1.2");
    }
}
