package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The server has a name that only the proxy knows. */
final class OtlpProxyIT {
    @TempDir
    private Path folder;

    @OnEveryJdk
    void proxyOfTheJvm_isUsed(Jdk jdk) throws IOException {
        try (OtlpReceiver proxy = new OtlpReceiver()) {
            CopyProcess process = CopyProcess.start(
                    new ForkedJvm(jdk, folder)
                            .property("indelible.exporter", "file,otlp")
                            .property("otel.exporter.otlp.endpoint", "http://collector.invalid:4318")
                            .property("http.proxyHost", "127.0.0.1")
                            .property(
                                    "http.proxyPort",
                                    String.valueOf(URI.create(proxy.endpoint()).getPort())),
                    folder);
            process.copy(3);
            proxy.await("the copies", () -> proxy.spans(200).size() >= 3);
            process.end();
            assertThat(proxy.requests().get(0).headers().getFirst("Host")).isEqualTo("collector.invalid:4318");
        }
    }

    @OnEveryJdk
    void proxyOfTheJvm_isTunnelledThroughForGrpc(Jdk jdk) throws IOException {
        try (GrpcReceiver receiver = new GrpcReceiver();
                OtlpReceiver patience = new OtlpReceiver();
                TunnelProxy proxy = new TunnelProxy(receiver.endpoint())) {
            CopyProcess process = CopyProcess.start(
                    new ForkedJvm(jdk, folder)
                            .property("indelible.exporter", "file,otlp")
                            .property("otel.exporter.otlp.protocol", "grpc")
                            .property("otel.exporter.otlp.endpoint", "http://collector.invalid:4317")
                            .property("http.proxyHost", "127.0.0.1")
                            .property("http.proxyPort", proxy.port()),
                    folder);
            process.copy(3);
            patience.await("the copies", () -> receiver.spans().size() >= 3);
            assertThat(process.end().err()).isEmpty();
            assertThat(proxy.requests()).isNotEmpty().allMatch("CONNECT collector.invalid:4317 HTTP/1.1"::equals);
        }
    }
}
