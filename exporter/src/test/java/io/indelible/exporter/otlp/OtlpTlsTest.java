package io.indelible.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.indelible.exporter.AgentLog;
import io.indelible.exporter.Exporter.Kind;
import io.indelible.exporter.Exporter.Outcome;
import io.indelible.exporter.Records;
import io.indelible.exporter.Signal;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real server with real certificates, made for the day. */
class OtlpTlsTest {
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Certificates certificates;

    @SuppressWarnings("NullAway.Init") // each test makes its own
    private Collector collector;

    private @Nullable OtlpExporter exporter;

    @BeforeAll
    static void make(@TempDir Path made) throws Exception {
        folder = made;
        certificates = new Certificates(folder);
    }

    @AfterEach
    void close() {
        if (exporter != null) {
            exporter.close();
        }
        if (collector != null) {
            collector.close();
        }
    }

    @Test
    void ownAuthority_isTrusted() throws Exception {
        listen("server", false);

        assertThat(export(trusting("authority"))).isEqualTo(Outcome.ACCEPTED);
        assertThat(collector.requests).hasSize(1);
    }

    @Test
    void withoutOwnAuthority_theServerIsNotTrusted() throws Exception {
        listen("server", false);

        assertThat(export(TlsFiles.NONE).kind()).isEqualTo(Kind.RETRY);
        assertThat(collector.requests).isEmpty();
    }

    @Test
    void serverOfAnotherAuthority_isNotTrusted() throws Exception {
        listen("stranger", false);

        assertThat(export(trusting("authority")).kind()).isEqualTo(Kind.RETRY);
        assertThat(collector.requests).isEmpty();
    }

    @Test
    void serverOfAnotherName_isNotTrusted() throws Exception {
        listen("elsewhere", false);

        assertThat(export(trusting("authority")).kind()).isEqualTo(Kind.RETRY);
        assertThat(collector.requests).isEmpty();
    }

    @Test
    void client_showsItsCertificate() throws Exception {
        listen("server", true);

        assertThat(export(identified())).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void clientWithoutCertificate_isTurnedAwayAndTriesAgain() throws Exception {
        listen("server", true);

        assertThat(export(trusting("authority")).kind()).isEqualTo(Kind.RETRY);
        assertThat(collector.requests).isEmpty();
    }

    @Test
    void certificateThatWasReplaced_isReadAgain() throws Exception {
        listen("server", false);
        File changing = folder.resolve("changing.pem").toFile();
        copy(certificates.certificate("stranger"), changing);
        OtlpExporter patient = exporter(new TlsFiles(changing, null, null));
        assertThat(export(patient).kind()).isEqualTo(Kind.RETRY);

        copy(certificates.certificate("authority"), changing);
        Files.setLastModifiedTime(changing.toPath(), java.nio.file.attribute.FileTime.fromMillis(1));

        assertThat(export(patient)).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, holds no PEM certificate",
        "'-----BEGIN CERTIFICATE-----\nAAAA\n', is cut off: -----END CERTIFICATE----- is missing",
        "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', holds a certificate that cannot be read",
        "'-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----', holds what is not Base64",
    })
    void badCertificate_isSaidAndNothingIsSent(String text, String said) throws Exception {
        listen("server", false);
        Path bad = Files.writeString(folder.resolve("bad.pem"), text);

        Outcome outcome = export(new TlsFiles(bad.toFile(), null, null));

        assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
        assertThat(outcome.reason()).contains(bad + " " + said).doesNotContain("\n");
        assertThat(collector.requests).isEmpty();
    }

    @Test
    void missingCertificate_isSaid() throws Exception {
        listen("server", false);

        Outcome outcome = export(new TlsFiles(new File("/no/such.pem"), null, null));

        assertThat(outcome.reason()).contains("/no/such.pem does not exist");
    }

    @Test
    void keyWithoutCertificate_isSaidAndNothingIsSent() throws Exception {
        listen("server", false);

        Outcome outcome = export(new TlsFiles(certificates.certificate("authority"), null, certificates.key("client")));

        assertThat(outcome.reason()).contains("has no client certificate beside it");
        assertThat(collector.requests).isEmpty();
    }

    @Test
    void keyOfAnotherForm_isSaidWithTheWayOut() throws Exception {
        listen("server", false);
        Path old = Files.writeString(folder.resolve("old.pem"), "-----BEGIN EC PRIVATE KEY-----\n");

        Outcome outcome = export(new TlsFiles(null, certificates.certificate("client"), old.toFile()));

        assertThat(outcome.reason()).contains(old + " holds no PEM private key").contains("openssl pkcs8 -topk8");
    }

    @Test
    void eachSignal_hasItsOwnAuthority() throws Exception {
        listen("server", false);
        OtlpSettings settings =
                settings(trusting("stranger")).with(Signal.LOGS, endpoint(Signal.LOGS, trusting("authority")));
        exporter = new OtlpExporter(settings, UnaryOperator.identity(), AgentLog.SILENT);

        assertThat(export(exporter).kind()).isEqualTo(Kind.RETRY);
        assertThat(Answers.settled(exporter, Signal.LOGS, List.of(Records.log("s", "x"))))
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void http2_isSpokenWhereItIsNegotiated() throws Exception {
        SslContext tls = GrpcSslContexts.configure(
                        SslContextBuilder.forServer(certificates.certificate("server"), certificates.key("server")),
                        SslProvider.JDK)
                .build();
        try (GrpcCollector http2 = new GrpcCollector(tls, 4 << 20)) {
            OtlpSettings.Endpoint endpoint = new OtlpSettings.Endpoint(
                    http2.uri(), OtlpProtocol.HTTP_PROTOBUF, Map.of(), false, 10_000, 5_000, trusting("authority"));
            exporter = new OtlpExporter(
                    new OtlpSettings(endpoint, endpoint, endpoint, "1"), UnaryOperator.identity(), AgentLog.SILENT);

            Outcome outcome = Answers.settled(exporter, Signal.TRACES, Records.spans(20));

            // What a server of gRPC says to anything else.
            assertThat(outcome.reason()).contains("HTTP 415");
        }
    }

    private void listen(String name, boolean clients) throws Exception {
        collector = new Collector(certificates.server(name), clients);
    }

    private TlsFiles trusting(String authority) throws Exception {
        return new TlsFiles(certificates.certificate(authority), null, null);
    }

    private TlsFiles identified() throws Exception {
        return new TlsFiles(
                certificates.certificate("authority"), certificates.certificate("client"), certificates.key("client"));
    }

    private Outcome export(TlsFiles tls) throws InterruptedException {
        return export(exporter(tls));
    }

    private static Outcome export(OtlpExporter exporter) throws InterruptedException {
        return Answers.settled(exporter, Signal.TRACES, Records.spans(1));
    }

    private OtlpExporter exporter(TlsFiles tls) {
        exporter = new OtlpExporter(settings(tls), UnaryOperator.identity(), AgentLog.SILENT);
        return exporter;
    }

    private OtlpSettings settings(TlsFiles tls) {
        return new OtlpSettings(
                endpoint(Signal.TRACES, tls), endpoint(Signal.LOGS, tls), endpoint(Signal.METRICS, tls), "1");
    }

    private OtlpSettings.Endpoint endpoint(Signal signal, TlsFiles tls) {
        URI uri = OtlpSettings.below(collector.uri(), signal);
        return new OtlpSettings.Endpoint(uri, OtlpProtocol.HTTP_PROTOBUF, Map.of(), false, 10_000, 5_000, tls);
    }

    private static void copy(File from, File to) throws IOException {
        Files.copy(from.toPath(), to.toPath(), StandardCopyOption.REPLACE_EXISTING);
    }
}
