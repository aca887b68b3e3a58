package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents of others in the same JVM, before ours and after: the program does what it does, and both record. */
class OtherAgentsIT {
    private static final Path LIBRARIES = Path.of(System.getProperty("third-party", "unset"), "agents");

    @TempDir
    Path work;

    private Path folder;

    /** All orders in the long form; in the short one that which goes wrong more easily: theirs has changed the classes first. */
    static Stream<Arguments> orders() {
        boolean all = "long".equals(System.getProperty("faults"));
        return Jdk.all().flatMap(jdk -> Stream.of(true, false)
                .filter(theirsFirst -> all || theirsFirst)
                .map(theirsFirst -> Arguments.of(jdk, theirsFirst)));
    }

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void openTelemetry_recordsAndSoDoWe(Jdk jdk, boolean theirsFirst) throws IOException {
        ForkedJvm.Finished ended = errands(beside(jdk, theirsFirst, "-javaagent:" + library("opentelemetry-javaagent"))
                .property("indelible.exporter", "file")
                .property("otel.traces.exporter", "console")
                .property("otel.metrics.exporter", "none")
                .property("otel.logs.exporter", "none"));

        assertThat(ended.err().lines().filter(line -> line.contains("LoggingSpanExporter")))
                .anyMatch(line -> line.contains("'SELECT errands.item'"))
                .anyMatch(line -> line.contains("'GET /errands'"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void jacoco_recordsAndSoDoWe(Jdk jdk, boolean theirsFirst) throws IOException {
        Path result = work.resolve("jacoco.exec");

        errands(beside(jdk, theirsFirst, "-javaagent:" + library("org.jacoco.agent") + "=destfile=" + result));

        assertThat(Files.readString(result, StandardCharsets.ISO_8859_1)).contains("io/indelible/test/app/Errands");
    }

    /** Runs errands, and examines what they say and what we recorded of them. */
    private ForkedJvm.Finished errands(ForkedJvm jvm) {
        Rounds rounds = Rounds.start(jvm, folder);
        String said = rounds.round("one");
        ForkedJvm.Finished ended = rounds.end();

        assertThat(said).isEqualTo("one 29edbb4166ce288e3ae8859d8b597ef6 0 welcome");
        assertThat(ended.err()).doesNotContain("[indelible]", "Exception");
        assertThat(Store.complete(work, "test").spans())
                .extracting(Store.Span::name)
                .containsOnlyOnce(Rounds.SPANS);
        return ended;
    }

    private ForkedJvm beside(Jdk jdk, boolean theirsFirst, String theirs) {
        ForkedJvm jvm = new ForkedJvm(jdk, work);
        return theirsFirst ? jvm.withoutAgent().flag(theirs).flag("-javaagent:" + ForkedJvm.AGENT) : jvm.flag(theirs);
    }

    private static Path library(String name) throws IOException {
        try (Stream<Path> libraries = Files.list(LIBRARIES)) {
            return libraries
                    .filter(each -> each.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
