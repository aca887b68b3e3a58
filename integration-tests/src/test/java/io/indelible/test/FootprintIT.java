package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.Greeting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent brings along, counted and not timed: these fail on a regression on whatever machine. Allocations are counted
 * by the benchmarks' {@code AllocationIT}, heap and threads by {@link BoundsIT}.
 */
class FootprintIT {
    private static final long LARGEST_JAR = 14_500_000;
    /**
     * Of the JDK and of ours, in a program that ends at once: this is what start-up costs. By JDK, 5 % above what was
     * counted; of one that is not here as many as of the one with most.
     */
    private static final Map<Integer, Long> MOST_CLASSES_ADDED = Map.of(17, 2_540L, 25, 2_735L);

    @TempDir
    Path work;

    @Test
    void jar_hasNotGrown() throws IOException {
        assertThat(Files.size(ForkedJvm.AGENT)).isLessThan(LARGEST_JAR);
    }

    @OnEveryJdk
    void programThatEndsAtOnce_loadsNoMoreClassesThanItDid(Jdk jdk) throws IOException {
        long without = classes(new ForkedJvm(jdk, work).withoutAgent(), "without");
        long with = classes(new ForkedJvm(jdk, work), "with");

        System.out.println(jdk + ": classes loaded by a greeting: " + without + ", with the agent " + with);
        assertThat(without).isPositive();
        assertThat(with - without).isLessThan(mostAdded(jdk));
    }

    private static long mostAdded(Jdk jdk) {
        return MOST_CLASSES_ADDED.getOrDefault(jdk.feature(), Collections.max(MOST_CLASSES_ADDED.values()));
    }

    private long classes(ForkedJvm jvm, String name) throws IOException {
        Path log = work.resolve(name + ".log");
        jvm.flag("-Xlog:class+load:file=" + log).app(Greeting.class).run().ok();
        List<String> lines = Files.readAllLines(log);
        return lines.stream().filter(line -> line.contains(" source: ")).count();
    }
}
