package io.indelible.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says who loads it and that nothing in it is null unless it says so. Read from the sources. */
class PackageRulesTest {
    private static final Path PROJECT = Path.of("..");

    static List<Path> packages() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .filter(sources -> !sources.startsWith(PROJECT.resolve("benchmarks")))
                    .flatMap(PackageRulesTest::packages)
                    .toList();
        }
    }

    private static Stream<Path> packages(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_saysWhoLoadsIt(Path folder) throws IOException {
        assertThat(info(folder)).containsPattern("^/\\*\\*\\s+\\* Loaded by: (bootstrap|engine|application|system)\\b");
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_saysWhatMayBeNull(Path folder) throws IOException {
        // The launcher has no library beside it, not even for annotations.
        assumeFalse(folder.endsWith("io/indelible/agent/launcher"));
        assertThat(info(folder)).containsPattern("@Null(Unm|M)arked");
    }

    private static String info(Path folder) throws IOException {
        return Files.readString(folder.resolve("package-info.java"));
    }
}
