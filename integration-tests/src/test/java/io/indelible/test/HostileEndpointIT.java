package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.indelible.test.HostileServer.Fault;
import io.indelible.test.Store.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an endpoint does: the records wait, the application does not. */
final class HostileEndpointIT {
    private static final int COPIES = 3;

    @TempDir
    private Path folder;

    private OtlpReceiver elsewhere;
    private HostileServer server;

    @BeforeEach
    void listen() throws IOException {
        elsewhere = new OtlpReceiver();
        server = new HostileServer(elsewhere.endpoint());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        elsewhere.close();
    }

    @OnEveryJdk
    void everyFault_losesNothingAndSendsNothingTwice(Jdk jdk) {
        CopyProcess process = CopyProcess.start(jvm(jdk), folder);
        int made = 0;
        for (Fault fault : Fault.values()) {
            server.next(fault);
            process.copy(COPIES);
            made += COPIES;
            int expected = made;
            elsewhere.await(fault.name(), () -> server.done() && taken().size() >= expected);
        }
        ForkedJvm.Finished finished = process.end();

        assertThat(taken()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(store());
        assertThat(finished.err()).isEmpty();
    }

    @OnEveryJdk
    void redirect_leadsNobodyElsewhere(Jdk jdk) {
        server.next(Fault.REDIRECT);
        CopyProcess process =
                CopyProcess.start(jvm(jdk).property("otel.exporter.otlp.headers", "authorization=secret"), folder);
        process.copy(COPIES);
        elsewhere.await("the copies", () -> taken().size() >= COPIES);
        process.end();
        assertThat(elsewhere.requests()).isEmpty();
    }

    @OnEveryJdk
    void serverThatHangs_delaysNoLineOfTheStore(Jdk jdk) {
        server.next(Fault.HANGS);
        CopyProcess process = CopyProcess.start(jvm(jdk).property("otel.exporter.otlp.timeout", "600000"), folder);
        process.copy(COPIES);
        elsewhere.await("the request that hangs", () -> !server.requests.isEmpty());
        process.copy(COPIES);
        elsewhere.await("the lines", () -> store().size() == 2 * COPIES);
        assertThat(taken()).isEmpty();
        process.end();
    }

    private List<Span> taken() {
        List<Span> spans = new ArrayList<>();
        for (HostileServer.Request each : server.requests) {
            if (each.fault().takes() && each.path().equals(OtlpReceiver.TRACES)) {
                OtlpReceiver.addSpans(ByteString.copyFrom(each.body()), spans);
            }
        }
        return spans;
    }

    private List<Span> store() {
        return new Store(folder, "test").spans();
    }

    private ForkedJvm jvm(Jdk jdk) {
        return new ForkedJvm(jdk, folder)
                .property("indelible.exporter", "file,otlp")
                .property("otel.exporter.otlp.timeout", "1500")
                .property("otel.exporter.otlp.endpoint", server.endpoint());
    }
}
