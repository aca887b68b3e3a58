package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A server that nobody but those with our certificates may speak to. */
final class OtlpTlsIT {
    @TempDir
    private static Path made;

    private static Certificates certificates;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() throws Exception {
        certificates = new Certificates(made);
    }

    @OnEveryJdk
    void clientCertificate_opensTheDoor(Jdk jdk) throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver(certificates.server())) {
            CopyProcess process = CopyProcess.start(jvm(jdk, receiver, certificates.certificate("authority")), folder);
            process.copy(3);
            receiver.await("the copies", () -> receiver.spans(200).size() >= 3);
            assertThat(process.end().err()).isEmpty();
            assertThat(receiver.spans(200)).containsExactlyInAnyOrderElementsOf(new Store(folder, "test").spans());
        }
    }

    @OnEveryJdk
    void badCertificate_isSaidOnceAndKeepsTheRecordsUntilItIsGood(Jdk jdk) throws Exception {
        Path certificate = Files.writeString(folder.resolve("ca.pem"), "nonsense");
        try (OtlpReceiver receiver = new OtlpReceiver(certificates.server())) {
            CopyProcess process = CopyProcess.start(jvm(jdk, receiver, certificate), folder);
            process.copy(3);
            ForkedJvm.Finished finished = process.end();
            assertThat(finished.err().lines())
                    .singleElement()
                    .asString()
                    .contains("otel.exporter.otlp.certificate=" + certificate)
                    .contains("-----BEGIN CERTIFICATE-----");
            assertThat(receiver.requests()).isEmpty();

            Files.copy(certificates.certificate("authority"), certificate, StandardCopyOption.REPLACE_EXISTING);
            jvm(jdk, receiver, certificate).command("drain").run().ok();
            assertThat(receiver.spans(200)).hasSize(3);
        }
    }

    private ForkedJvm jvm(Jdk jdk, OtlpReceiver receiver, Path authority) throws Exception {
        return new ForkedJvm(jdk, folder)
                .property("indelible.exporter", "file,otlp")
                .property("otel.exporter.otlp.endpoint", receiver.endpoint())
                .property("otel.exporter.otlp.certificate", authority.toString())
                .property(
                        "otel.exporter.otlp.client.certificate",
                        certificates.certificate("client").toString())
                .property(
                        "otel.exporter.otlp.client.key",
                        certificates.key("client").toString());
    }
}
