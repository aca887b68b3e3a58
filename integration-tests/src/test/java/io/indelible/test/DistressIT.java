package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indelible.test.app.Distress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Threads that have no stack left, are interrupted, too many or pinned do what they do without the agent, and are recorded. */
class DistressIT {
    private static final int VIRTUAL_THREADS = 21;

    @TempDir
    Path work;

    @OnEveryJdk
    void stackThatEndsAnywhere_leavesTheThreadRecorded(Jdk jdk) throws IOException {
        // Interpreted, a frame has one size, and every depth is met.
        ForkedJvm.Finished run = distress(jdk, "depths").flag("-Xint").run().ok();

        assertThat(run.out()).isEqualTo("recovered from overflows\n");
        assertThat(run.err()).isEmpty();
        assertThat(copies()).contains(names("after-", 300));
    }

    @OnEveryJdk
    void interruption_staysTheApplications(Jdk jdk) throws IOException {
        ForkedJvm.Finished run = distress(jdk, "interrupted").run().ok();

        assertThat(run.out()).matches("interrupted 100 times in [0-9]+ copies\n");
        assertThat(run.err()).isEmpty();
        int copies = Integer.parseInt(run.out().split(" ", -1)[4]);
        assertThat(copies()).hasSize(copies);
    }

    @OnEveryJdk
    void thousandThreadsInSmallHeap_areAllRecorded(Jdk jdk) throws IOException {
        ForkedJvm.Finished run = distress(jdk, "thousand").flag("-Xmx64m").run().ok();

        assertThat(run.out()).isEqualTo("all done\n");
        assertThat(run.err()).isEmpty();
        assertThat(copies()).contains(names("thread-", 1_000));
    }

    @OnEveryJdk
    void pinnedVirtualThreads_areAllRecorded(Jdk jdk) throws IOException {
        assumeTrue(jdk.feature() >= VIRTUAL_THREADS, "SKIPPED: no virtual threads before JDK 21");
        ForkedJvm.Finished run = distress(jdk, "pinned")
                .flag("-Djdk.virtualThreadScheduler.parallelism=1")
                .run()
                .ok();

        assertThat(run.out()).isEqualTo("all done\n");
        assertThat(run.err()).isEmpty();
        assertThat(copies()).contains(names("pinned-", 20)).contains("initialised", "initialised-again");
    }

    private ForkedJvm distress(Jdk jdk, String which) throws IOException {
        return new ForkedJvm(jdk, work)
                .app(
                        Distress.class,
                        Files.createDirectories(work.resolve("folder")).toString(),
                        which);
    }

    private List<String> copies() {
        return Store.complete(work, "test").spans("file copy").stream()
                .map(span -> Path.of(span.text("indelible.file.target.path"))
                        .getFileName()
                        .toString())
                .toList();
    }

    private static String[] names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }
}
