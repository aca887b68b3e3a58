package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What the store holds is sent to a collector that came later. */
final class ReplayIT {
    @TempDir
    private Path folder;

    @OnEveryJdk
    void replay_sendsWhatTheStoreHolds(Jdk jdk) throws IOException {
        CopyProcess process = CopyProcess.start(new ForkedJvm(jdk, folder), folder);
        process.copy(20);
        process.end();
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            ForkedJvm.Finished dry = replay(jdk, receiver.endpoint(), "--dry-run");
            assertThat(dry.ok().out()).startsWith("Would send ");
            assertThat(receiver.requests()).isEmpty();

            ForkedJvm.Finished sent = replay(jdk, receiver.endpoint());

            assertThat(sent.ok().out()).startsWith("Sent ").doesNotContain("refused");
            assertThat(receiver.spans(200))
                    .hasSize(20)
                    .containsExactlyInAnyOrderElementsOf(new Store(folder, "test").spans());
            assertThat(receiver.metricNames()).isNotEmpty();
        }
    }

    @OnEveryJdk
    void endpointThatIsNotThere_isSaid(Jdk jdk) throws IOException {
        CopyProcess process = CopyProcess.start(new ForkedJvm(jdk, folder), folder);
        process.copy(1);
        process.end();
        ForkedJvm.Finished finished = replay(jdk, "http://127.0.0.1:" + ClosedPort.find(), "--timeout", "1s");
        assertThat(finished.exit()).isEqualTo(1);
        assertThat(finished.out()).contains("Sent 0 of ").contains("gave up: ").contains("cannot connect");
    }

    private ForkedJvm.Finished replay(Jdk jdk, String endpoint, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "replay";
        arguments[1] = "--endpoint";
        arguments[2] = endpoint;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return new ForkedJvm(jdk, folder).command(arguments).run();
    }
}
