package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.Talk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Many times more waits than the memory of who delivers it. */
final class BacklogIT {
    /** What the ring holds in any case, so that none is lost on the way to the disk. */
    private static final int QUERIES = 800;

    private static final int CHARACTERS = 14_000;
    /** The same over and over: as much as that many processes have left. */
    private static final int INSTANCES = 26;

    private static final long LEAST_BYTES = 250L << 20;
    private static final String HEAP = "-Xmx48m";
    private static final Pattern NUMBER = Pattern.compile("AS C([0-9]+)");

    @TempDir
    Path work;

    @OnEveryJdk
    void drain_deliversItInASmallHeap(Jdk jdk) throws IOException {
        leave(jdk);
        ForkedJvm.Finished drained = new ForkedJvm(jdk, work)
                .flag(HEAP)
                .command("drain", "--timeout", "3m")
                .run()
                .ok();

        assertThat(drained.out() + drained.err()).doesNotContain("Error");
        assertThat(store().instances()).isEmpty();
        assertAllDelivered();
    }

    @OnEveryJdk
    void nextStart_deliversItInASmallHeap(Jdk jdk) throws Exception {
        leave(jdk);
        CopyProcess next = CopyProcess.start(new ForkedJvm(jdk, work).flag(HEAP), work);
        next.copy(1);
        Patience.until("what was left", () -> store().instances().size() == 1);
        ForkedJvm.Finished ended = next.end();

        assertThat(ended.err()).isEmpty();
        assertThat(Files.readString(work.resolve("indelible/test/agent.log"))).doesNotContain("Error");
        assertAllDelivered();
    }

    /** What a process leaves that delivers nothing, and copies of it. */
    private void leave(Jdk jdk) throws IOException {
        new ForkedJvm(jdk, work)
                .property("indelible.exporter", "none")
                .app(Talk.class, Integer.toString(QUERIES), Integer.toString(CHARACTERS))
                .run()
                .ok();
        Path left = store().instances().get(0);
        for (int i = 1; i < INSTANCES; i++) {
            copy(left, left.resolveSibling(String.format("inst-%013d-%016x", i, i)));
        }
        assertThat(bytes()).isGreaterThan(LEAST_BYTES);
    }

    private static void copy(Path folder, Path target) throws IOException {
        Files.createDirectory(target);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.copy(each, target.resolve(each.getFileName()));
            }
        }
    }

    private long bytes() throws IOException {
        try (Stream<Path> all = Files.walk(work.resolve("indelible/test"))) {
            return all.mapToLong(each -> each.toFile().length()).sum();
        }
    }

    private void assertAllDelivered() {
        int[] times = new int[QUERIES];
        Store.complete(work, "test").eachSpan(span -> {
            Matcher number = NUMBER.matcher(String.valueOf(span.text("db.query.text")));
            if (number.find()) {
                times[Integer.parseInt(number.group(1))]++;
            }
        });
        assertThat(times).containsOnly(INSTANCES);
    }

    private Store store() {
        return new Store(work, "test");
    }
}
