package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A gRPC server that is out of order at times gets what the local store gets. */
final class GrpcIT {
    @TempDir
    private Path folder;

    @OnEveryJdk
    void outage_delaysAndLosesNothing(Jdk jdk) throws IOException {
        try (GrpcReceiver receiver = new GrpcReceiver();
                OtlpReceiver patience = new OtlpReceiver()) {
            receiver.then(Status.UNAVAILABLE).then(Status.DEADLINE_EXCEEDED);
            CopyProcess process = CopyProcess.start(jvm(jdk, receiver), folder);
            process.copy(20);
            patience.await("the outage", () -> receiver.refused().size() == 2);
            process.copy(20);
            patience.await("all spans", () -> receiver.spans().size() >= 40);
            assertThat(process.end().err()).isEmpty();
            assertThat(receiver.spans())
                    .hasSize(40)
                    .containsExactlyInAnyOrderElementsOf(new Store(folder, "test").spans());
        }
    }

    @OnEveryJdk
    void thread_isOneMore(Jdk jdk) throws IOException {
        try (GrpcReceiver receiver = new GrpcReceiver();
                OtlpReceiver patience = new OtlpReceiver()) {
            CopyProcess process = CopyProcess.start(jvm(jdk, receiver), folder);
            process.copy(3);
            patience.await("the copies", () -> receiver.spans().size() >= 3);
            List<String> ours = new ForkedJvm(jdk, folder)
                    .tool("jstack", String.valueOf(process.pid()))
                    .await()
                    .ok()
                    .out()
                    .lines()
                    .filter(line -> line.startsWith("\"indelible-"))
                    .filter(line -> !line.startsWith("\"indelible-chronicle"))
                    .toList();
            process.end();
            assertThat(ours)
                    .hasSizeLessThanOrEqualTo(4)
                    .allMatch(line -> line.contains(" daemon "))
                    .filteredOn(line -> line.startsWith("\"indelible-otlp\""))
                    .hasSize(1);
        }
    }

    private ForkedJvm jvm(Jdk jdk, GrpcReceiver receiver) {
        return new ForkedJvm(jdk, folder)
                .property("indelible.exporter", "file,otlp")
                .property("otel.exporter.otlp.protocol", "grpc")
                .property("otel.exporter.otlp.compression", "gzip")
                .property("otel.exporter.otlp.endpoint", receiver.endpoint());
    }
}
