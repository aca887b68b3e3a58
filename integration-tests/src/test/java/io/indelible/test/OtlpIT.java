package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.OtlpReceiver.Request;
import io.indelible.test.Store.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that is out of order at times gets what the local store gets. */
final class OtlpIT {
    /** Many times what a batch holds at the lowest rate. */
    private static final int BURST = 3_000;

    @TempDir
    private Path folder;

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new OtlpReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @OnEveryJdk
    void outage_delaysAndLosesNothing(Jdk jdk) {
        receiver.then(503).then(503, "1").then(503);
        CopyProcess process = CopyProcess.start(jvm(jdk), folder);
        process.copy(20);
        receiver.await("the outage", () -> !receiver.requests().isEmpty());
        process.copy(20);
        receiver.await("all spans", () -> receiver.spans(200).size() >= 40);
        process.end();
        assertThat(receiver.spans(200)).hasSize(40).containsExactlyInAnyOrderElementsOf(store().spans());
    }

    @OnEveryJdk
    void retryAfter_isHonoured(Jdk jdk) {
        receiver.then(503, "3");
        long start = System.nanoTime();
        CopyProcess process = CopyProcess.start(jvm(jdk), folder);
        process.copy(1);
        receiver.await("the copy", () -> !receiver.spans(200).isEmpty());
        process.end();
        // Its own back-off would have come again after one second or so.
        assertThat(System.nanoTime() - start).isGreaterThan(3_000_000_000L);
    }

    @OnEveryJdk
    void importer_isAllInBothPlaces(Jdk jdk) {
        receiver.then(503).then(503, "1").then(503).then(503);
        ImporterRun run = ImporterRun.of(jvm(jdk), folder);
        // One of its two processes may have ended while the server was out of order.
        drain(jdk);
        assertThat(receiver.spans(503)).isNotEmpty();
        assertThat(receiver.spans(200)).containsExactlyInAnyOrderElementsOf(run.store.spans());
    }

    @OnEveryJdk
    void timers_arriveAtTheEnd(Jdk jdk) {
        CopyProcess process = CopyProcess.start(jvm(jdk), folder);
        process.copy(2);
        process.end();
        assertThat(receiver.metricNames())
                .startsWith("indelible.file.operation.duration", "indelible.file.io", "indelible.file.operations")
                .contains("otel.sdk.processor.span.processed");
    }

    @OnEveryJdk
    void request_isPackedAndHasTheHeaders(Jdk jdk) {
        CopyProcess process = CopyProcess.start(
                jvm(jdk).property("otel.exporter.otlp.compression", "gzip")
                        .property("otel.exporter.otlp.headers", "authorization=Bearer%20abc,x-tenant=blue"),
                folder);
        process.copy(3);
        process.end();
        assertThat(receiver.requests()).isNotEmpty().allSatisfy(request -> assertThat(List.of(
                        header(request, "Content-Encoding"),
                        header(request, "Content-Type"),
                        header(request, "Authorization"),
                        header(request, "X-tenant")))
                .containsExactly("gzip", "application/x-protobuf", "Bearer abc", "blue"));
    }

    @OnEveryJdk
    void packedRequest_holdsTheSpans(Jdk jdk) {
        CopyProcess process = CopyProcess.start(jvm(jdk).property("otel.exporter.otlp.compression", "gzip"), folder);
        process.copy(3);
        process.end();
        assertThat(receiver.spans(200)).containsExactlyInAnyOrderElementsOf(store().spans());
    }

    @OnEveryJdk
    void refusal_dropsThatRequestAndGoesOn(Jdk jdk) {
        receiver.then(400);
        CopyProcess process = CopyProcess.start(jvm(jdk), folder);
        process.copy(3);
        receiver.await("the refusal", () -> !receiver.spans(400).isEmpty());
        process.copy(4);
        receiver.await("what came later", () -> receiver.spans(200).size() >= 4);
        process.end();
        List<Span> arrived = receiver.spans(200);
        assertThat(arrived).doesNotContainAnyElementsOf(receiver.spans(400));
        arrived.addAll(receiver.spans(400));
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(store().spans());
    }

    @OnEveryJdk
    void refusal_isSaidInTheAgentsLog(Jdk jdk) throws IOException {
        receiver.then(400);
        CopyProcess process = CopyProcess.start(jvm(jdk), folder);
        process.copy(3);
        receiver.await("the refusal", () -> !receiver.spans(400).isEmpty());
        ForkedJvm.Finished finished = process.end();
        assertThat(Files.readString(folder.resolve("indelible/test/agent.log"))).contains("400");
        assertThat(finished.out()).doesNotContain("400");
    }

    @OnEveryJdk
    void acknowledgedSpan_isNotSentAgain(Jdk jdk) {
        CopyProcess process = CopyProcess.start(jvm(jdk), folder);
        for (int count = 1; count <= 3; count++) {
            process.copy(5);
            int sofar = count * 5;
            receiver.await("this round", () -> receiver.spans(200).size() >= sofar);
        }
        process.end();
        drain(jdk);
        assertThat(receiver.spans(200)).hasSize(15);
        assertThat(new HashSet<>(receiver.spans(200))).hasSize(15);
    }

    /** As long as a process without a rate takes, from its start to its last span, the one with a rate has had, and more. */
    @OnEveryJdk
    void rate_keepsBackWhatIsDeliveredWithoutOneMeanwhile(Jdk jdk) throws IOException {
        try (OtlpReceiver other = new OtlpReceiver()) {
            CopyProcess slow = CopyProcess.start(jvm(jdk).property("indelible.export.max-rate", "1KiB"), folder);
            slow.copy(BURST);
            receiver.await("a first request", () -> !receiver.spans(200).isEmpty());
            CopyProcess fast = CopyProcess.start(
                    jvm(jdk).property("otel.exporter.otlp.endpoint", other.endpoint()), folder.resolve("fast"));
            fast.copy(BURST);
            other.await("all without a rate", () -> other.spans(200).size() >= BURST);
            int sent = receiver.spans(200).size();
            slow.end();
            fast.end();
            drain(jdk);

            assertThat(sent).as("sent with a rate").isLessThan(BURST / 2);
            assertThat(receiver.spans(200)).as("sent in the end").hasSize(BURST);
        }
    }

    private ForkedJvm jvm(Jdk jdk) {
        return new ForkedJvm(jdk, folder)
                .property("indelible.exporter", "file,otlp")
                .property("otel.exporter.otlp.endpoint", receiver.endpoint());
    }

    private void drain(Jdk jdk) {
        jvm(jdk).command("drain").run().ok();
    }

    private Store store() {
        return new Store(folder, "test");
    }

    private static String header(Request request, String name) {
        return String.valueOf(request.headers().getFirst(name));
    }
}
