package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.Store.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Nobody listens where the spans should go: the application does not care, and the spans wait. */
final class OtlpAbsentIT {
    @TempDir
    private Path folder;

    @OnEveryJdk
    void application_endsAsUsual(Jdk jdk) throws IOException {
        CopyProcess process = CopyProcess.start(absent(jdk, folder), folder);
        process.copy(10);
        ForkedJvm.Finished finished = process.end();
        assertThat(finished.out()).isEqualTo("copied 10\n");
        assertThat(finished.err()).isEmpty();
    }

    @OnEveryJdk
    void closedPort_delaysTheEndByTheBoundAtMost(Jdk jdk) throws IOException {
        long with = endNanos(absent(jdk, folder), folder);
        assertThat(with).isLessThan(allowedNanos(jdk));
    }

    @OnEveryJdk
    void silentServer_delaysTheEndByTheBoundAtMost(Jdk jdk) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long with = endNanos(
                    new ForkedJvm(jdk, folder)
                            .property("indelible.exporter", "file,otlp")
                            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + silent.getLocalPort()),
                    folder);
            assertThat(with).isLessThan(allowedNanos(jdk));
        }
    }

    @OnEveryJdk
    void silentServer_doesNotKeepTheStoreWaiting(Jdk jdk) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CopyProcess process = CopyProcess.start(
                    new ForkedJvm(jdk, folder)
                            .property("indelible.exporter", "file,otlp")
                            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + silent.getLocalPort()),
                    folder);
            process.copy(10);
            // Now a request waits for its answer.
            try (Socket asked = silent.accept()) {
                process.copy(5);
                assertThat(process.endNanos()).isLessThan(allowedNanos(jdk));
                assertThat(asked.isConnected()).isTrue();
            }
        }
        assertThat(new Store(folder, "test").spans("file copy")).hasSize(15);
    }

    @OnEveryJdk
    void drain_deliversAllToAServerThatCameLater(Jdk jdk) throws IOException {
        ImporterRun run = ImporterRun.of(absent(jdk, folder), folder);
        List<Span> made = run.store.spans();
        assertThat(made).isNotEmpty();
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            drain(jdk, receiver);
            assertThat(receiver.spans(200)).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    /** Whoever drains need not know what the application was set to. */
    @OnEveryJdk
    void drainWithoutTheSettings_keepsWhatTheServerNeverHad(Jdk jdk) throws IOException {
        CopyProcess process = CopyProcess.start(
                new ForkedJvm(jdk, folder)
                        .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + ClosedPort.find()),
                folder);
        process.copy(10);
        process.kill();

        ForkedJvm.Finished drained = new ForkedJvm(jdk, folder).command("drain").run();
        assertThat(drained.exit()).isEqualTo(1);
        assertThat(drained.err()).startsWith("kept for otlp: what 1 dead processes left");
        assertThat(drained.out()).contains("indelible.exporter=otlp and otel.exporter.otlp.endpoint");
        List<Span> stored = new Store(folder, "test").spans();
        assertThat(stored).hasSize(10);
        assertThat(new ForkedJvm(jdk, folder).command("doctor").run().out())
                .containsPattern("dead, waiting: .*otlp up to");

        try (OtlpReceiver receiver = new OtlpReceiver()) {
            new ForkedJvm(jdk, folder)
                    .property("otel.exporter.otlp.endpoint", receiver.endpoint())
                    .command("drain")
                    .run()
                    .ok();
            assertThat(receiver.spans(200)).containsExactlyInAnyOrderElementsOf(stored);
        }
        assertThat(new Store(folder, "test").instances()).isEmpty();
        assertThat(new Store(folder, "test").spans()).hasSize(10);
    }

    @OnEveryJdk
    void drain_leavesNothingForASecondOne(Jdk jdk) throws IOException {
        CopyProcess process = CopyProcess.start(absent(jdk, folder), folder);
        process.copy(10);
        process.end();
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            drain(jdk, receiver);
            int first = receiver.requests().size();
            drain(jdk, receiver);
            assertThat(receiver.requests()).isNotEmpty().hasSize(first);
        }
    }

    @OnEveryJdk
    void nextStart_deliversToo(Jdk jdk) throws IOException {
        CopyProcess process = CopyProcess.start(absent(jdk, folder), folder);
        process.copy(10);
        process.end();
        List<Span> made = new Store(folder, "test").spans();
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            CopyProcess next = CopyProcess.start(present(jdk, receiver), Files.createDirectory(folder.resolve("next")));
            receiver.await("what the first one left", () -> receiver.spans(200).size() >= made.size());
            next.end();
            assertThat(receiver.spans(200)).hasSize(10).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    private void drain(Jdk jdk, OtlpReceiver receiver) {
        present(jdk, receiver).command("drain").run().ok();
    }

    private ForkedJvm present(Jdk jdk, OtlpReceiver receiver) {
        return new ForkedJvm(jdk, folder)
                .property("indelible.exporter", "file,otlp")
                .property("otel.exporter.otlp.endpoint", receiver.endpoint());
    }

    private static ForkedJvm absent(Jdk jdk, Path folder) throws IOException {
        return new ForkedJvm(jdk, folder)
                .property("indelible.exporter", "file,otlp")
                .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + ClosedPort.find());
    }

    /** What is promised, with as much again as an end takes without: this machine may have other things to do. */
    private long allowedNanos(Jdk jdk) throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        return CopyProcess.shutdownBoundNanos() + 2 * endNanos(new ForkedJvm(jdk, plain), plain);
    }

    private static long endNanos(ForkedJvm jvm, Path folder) {
        CopyProcess process = CopyProcess.start(jvm, folder);
        process.copy(10);
        return process.endNanos();
    }
}
