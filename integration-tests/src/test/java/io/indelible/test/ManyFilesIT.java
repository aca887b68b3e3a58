package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.Store.Span;
import io.indelible.test.app.ManyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of small files in a small heap: each is told once, and nothing of them stays. */
final class ManyFilesIT {
    /** What the agent itself may hold: its classes' own objects, its buffers and what is being delivered. */
    private static final long AGENT_AT_MOST = 16L << 20;

    @TempDir
    Path work;

    @ParameterizedTest
    @MethodSource("io.indelible.test.Jdk#all")
    void manySmallCopies_areEachToldOnceAndLeaveNothingInTheHeap(Jdk jdk) throws IOException {
        Path bare = prepared("bare");
        Path watched = prepared("watched");
        List<String> without =
                run(jdk, bare).withoutAgent().run().ok().out().lines().toList();
        long most = heap(without) + AGENT_AT_MOST;
        ForkedJvm.Finished with = run(jdk, watched, Long.toString(most)).run().ok();
        new ForkedJvm(jdk, work).command("drain").run().ok();
        List<String> said = with.out().lines().toList();

        assertThat(said.get(0)).isEqualTo(without.get(0)).isEqualTo("copied 25000000 bytes");
        assertThat(with.err()).isEmpty();
        assertCopied(watched);
        assertThat(told()).containsExactlyInAnyOrderElementsOf(expected(watched));
        assertThat(heap(said)).isLessThan(most);
    }

    private ForkedJvm run(Jdk jdk, Path folder, String... bound) {
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(bound));
        return new ForkedJvm(jdk, work).flag("-Xmx64m").app(ManyFiles.class, arguments.toArray(String[]::new));
    }

    private Path prepared(String name) throws IOException {
        Path folder = work.resolve(name);
        ManyFiles.prepare(folder);
        return folder;
    }

    private static void assertCopied(Path folder) throws IOException {
        Set<Integer> different = new HashSet<>();
        for (int i = 0; i < ManyFiles.FILES; i++) {
            if (Files.mismatch(from(folder, i), to(folder, i)) >= 0) {
                different.add(i);
            }
        }
        assertThat(different).isEmpty();
    }

    private List<String> told() {
        return new Store(work, "test")
                .spans().stream()
                        .filter(span -> span.name().startsWith("file "))
                        .map(ManyFilesIT::words)
                        .toList();
    }

    private static String words(Span span) {
        return span.name() + " " + span.text("file.path") + " " + span.text("indelible.file.target.path") + " "
                + span.attributes().get("indelible.copy.transferred.size");
    }

    private static List<String> expected(Path folder) {
        return IntStream.range(0, ManyFiles.FILES)
                .mapToObj(i -> "file copy " + from(folder, i) + " " + to(folder, i) + " " + ManyFiles.SIZE)
                .toList();
    }

    private static Path from(Path folder, int i) {
        return folder.resolve("from").resolve(ManyFiles.name(i));
    }

    private static Path to(Path folder, int i) {
        return folder.resolve("to").resolve(ManyFiles.name(i));
    }

    private static long heap(List<String> said) {
        return Long.parseLong(said.get(1).substring("heap ".length()));
    }
}
