package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.Hardship;
import io.indelible.test.app.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application does under the agent what it does without, also when it is in distress. */
class DoNoHarmIT {
    private static final Duration EXIT_AT_MOST = Duration.ofSeconds(20);

    @TempDir
    Path work;

    private Path folder;

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void resultsAndExceptions_areTheSame(Jdk jdk) throws IOException {
        // Propagation adds its header to requests; that is its purpose, and the only difference.
        ForkedJvm.Finished without = results(jdk, "one").withoutAgent().run().ok();
        // What differs between two runs without the agent is nobody's promise.
        List<String> again =
                results(jdk, "six").withoutAgent().run().ok().out().lines().toList();
        ForkedJvm.Finished with = results(jdk, "two").run().ok();

        List<String> before = without.out().lines().toList();
        List<String> after = with.out().lines().toList();
        assertThat(before).hasSizeGreaterThan(60).anyMatch(line -> line.contains("NoSuchFileException"));
        assertThat(after).hasSameSizeAs(before);
        int compared = 0;
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).equals(again.get(i))) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(before.size() - 5);
        assertThat(with.err()).isEqualTo(without.err());
        assertThat(new Store(work, "test").spans()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void stackOverflow_reachesTheApplicationAndRecordingGoesOn(Jdk jdk) {
        ForkedJvm.Finished run =
                hardship(jdk, "overflow").flag("-Xss512k").run().ok();

        assertThat(run.out()).isEqualTo("recovered\n");
        assertThat(run.err()).isEmpty();
        // It makes more than a shutdown may take to deliver.
        new ForkedJvm(jdk, work).command("drain").run().ok();
        assertRecorded("after-overflow");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void outOfMemory_isSurvived(Jdk jdk) {
        // G1 of JDK 25 ends an allocation after five collections that took too long, though the last one freed all but
        // 5 MB:
        // without the agent just as well.
        ForkedJvm.Finished run = hardship(jdk, "memory")
                .flag("-Xmx64m")
                .flag("-XX:-UseGCOverheadLimit")
                .run()
                .ok();

        assertThat(run.out()).isEqualTo("recovered\n");
        new ForkedJvm(jdk, work).command("drain").run().ok();
        assertRecorded("after-memory");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void manyThreads_areAllRecorded(Jdk jdk) {
        ForkedJvm.Finished run = hardship(jdk, "threads").run().ok();

        assertThat(run.out()).isEqualTo("all done\n");
        assertThat(run.err()).isEmpty();
        assertRecorded(IntStream.range(0, 200).mapToObj(i -> "thread-" + i).toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void threadThatOutlivesMain_isRecorded(Jdk jdk) {
        ForkedJvm.Finished run = hardship(jdk, "main-ends").run().ok();

        assertThat(run.out()).isEqualTo("done after main\n");
        assertRecorded("after-main");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void exitFromManyThreads_endsSoon(Jdk jdk) {
        long start = System.nanoTime();
        ForkedJvm.Finished run = hardship(jdk, "many-exits").run();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(EXIT_AT_MOST);
        assertThat(run.exit()).isEqualTo(9);
        assertRecorded("before-exit");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void exitCode_isTheApplications(Jdk jdk) {
        assertThat(hardship(jdk, "exit").run().exit()).isEqualTo(42);
        assertRecorded("before-exit");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void haltedProcess_losesNothing(Jdk jdk) {
        assertThat(hardship(jdk, "halt").run().exit()).isEqualTo(7);
        new ForkedJvm(jdk, work).command("drain").run().ok();
        assertRecorded("before-halt");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void uncaughtException_isPrintedAsWithoutTheAgent(Jdk jdk) throws IOException {
        ForkedJvm.Finished without = hardship(jdk, "throw").withoutAgent().run();
        folder = Files.createDirectory(work.resolve("again"));
        ForkedJvm.Finished with = hardship(jdk, "throw").run();

        assertThat(without.exit()).isEqualTo(1);
        assertThat(with.exit()).isEqualTo(1);
        assertThat(with.err()).contains("IllegalStateException: mine").isEqualTo(without.err());
        assertRecorded("before-throw");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shutdownHookOfTheApplication_works(Jdk jdk) {
        ForkedJvm.Finished run = hardship(jdk, "hook").run().ok();

        assertThat(run.out()).isEqualTo("hook done\n");
        assertThat(run.err()).isEmpty();
        assertThat(folder.resolve("in-hook")).hasContent("in-hook");
    }

    private ForkedJvm results(Jdk jdk, String name) throws IOException {
        // All of the same length, for messages may be cut.
        return new ForkedJvm(jdk, work)
                .property("otel.propagators", "none")
                .app(Results.class, Files.createDirectory(folder.resolve(name)).toString());
    }

    private ForkedJvm hardship(Jdk jdk, String which) {
        return new ForkedJvm(jdk, work).app(Hardship.class, folder.toString(), which);
    }

    private void assertRecorded(String... copies) {
        assertThat(new Store(work, "test").spans("file copy"))
                .extracting(span -> Path.of(span.text("indelible.file.target.path"))
                        .getFileName()
                        .toString())
                .contains(copies);
    }
}
