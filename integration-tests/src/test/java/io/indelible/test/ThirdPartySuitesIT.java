package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other people's test-suites have the same outcome, test by test, with the agent and without. Tests whose outcome differs
 * between two runs without the agent say nothing about it; they are named and left out.
 */
class ThirdPartySuitesIT {
    /** More than this is no flakiness but a suite that does not run. */
    private static final int MOST_FLAKY = 10;

    @TempDir
    Path work;

    static Stream<Arguments> suites() {
        List<Jdk> jdks = Jdk.all().toList();
        Stream<Jdk> oldestAndNewest =
                Stream.of(jdks.get(0), jdks.get(jdks.size() - 1)).distinct();
        return oldestAndNewest.flatMap(jdk -> Suite.chosen().map(suite -> Arguments.of(jdk, suite)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("suites")
    void everyTest_endsAsWithoutTheAgent(Jdk jdk, Suite suite) throws IOException {
        // All names have the same length, for messages may be cut.
        Map<String, String> before = suite.run(jvm(jdk).withoutAgent(), folder("one"));
        Map<String, String> with = suite.run(jvm(jdk), folder("six"));

        System.out.println(suite + " on " + jdk + ": " + before.size() + " tests, of which " + passed(before)
                + " pass without the agent and " + passed(with) + " with it");
        List<String> differences = differences(before, with);
        if (!differences.isEmpty()) {
            List<String> flaky = differences(before, suite.run(jvm(jdk).withoutAgent(), folder("two")));
            System.out.println(suite + " on " + jdk + ", flaky without the agent: " + flaky);
            assertThat(flaky).hasSizeLessThan(MOST_FLAKY);
            differences.removeIf(each -> flaky.stream().anyMatch(other -> sameTest(each, other)));
        }
        assertThat(differences).isEmpty();
        assertThat(passed(before)).isGreaterThan(500);
        // The agent was there, and nothing of it went wrong.
        assertThat(Store.complete(work, "test").spans()).hasSizeGreaterThan(50);
        assertThat(log()).doesNotContain(" WARN ", " ERROR ");
    }

    private ForkedJvm jvm(Jdk jdk) {
        return new ForkedJvm(jdk, work);
    }

    private static long passed(Map<String, String> outcomes) {
        return outcomes.values().stream().filter("passed"::equals).count();
    }

    /** The agent's own; it makes none when it has nothing to say. */
    private String log() throws IOException {
        Path log = work.resolve("indelible/test/agent.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(work.resolve(name));
    }

    /** What ended otherwise, each with both outcomes. */
    private static List<String> differences(Map<String, String> one, Map<String, String> other) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>(one.keySet());
        ids.addAll(other.keySet());
        for (String id : ids) {
            String first = one.getOrDefault(id, "absent");
            String second = other.getOrDefault(id, "absent");
            if (!first.equals(second)) {
                differences.add(id + ": " + first + ", then " + second);
            }
        }
        return differences;
    }

    private static boolean sameTest(String one, String other) {
        return one.substring(0, one.indexOf(": ")).equals(other.substring(0, other.indexOf(": ")));
    }
}
