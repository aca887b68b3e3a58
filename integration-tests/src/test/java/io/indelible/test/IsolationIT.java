package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.OwnLibraries;
import io.indelible.test.app.OwnLogManager;
import io.indelible.test.app.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application sees nothing of the agent but that its work is recorded. */
class IsolationIT {
    @TempDir
    Path work;

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void surroundings_areTheSameWithAndWithoutTheAgent(Jdk jdk) throws IOException {
        ForkedJvm.Finished without = surroundings(jdk).withoutAgent().run().ok();
        List<String> before = without.out().lines().toList();

        ForkedJvm.Finished with = surroundings(jdk).run().ok();

        assertThat(Store.complete(work, "test").spans()).isNotEmpty();
        assertThat(before).contains("log manager " + OwnLogManager.class.getName() + " true");
        List<String> after = with.out().lines().toList();
        assertThat(after).filteredOn(line -> !before.contains(line)).as("new").isEmpty();
        assertThat(before).filteredOn(line -> !after.contains(line)).as("gone").isEmpty();
        assertThat(after).hasSameSizeAs(before);
        assertThat(with.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void foldersOfTheProcess_stayEmpty(Jdk jdk) throws IOException {
        surroundings(jdk).run().ok();

        assertThat(Store.complete(work, "test").spans()).isNotEmpty();
        for (String folder : List.of("home", "temp", "current")) {
            try (Stream<Path> files = Files.list(work.resolve(folder))) {
                assertThat(files).as(folder).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void applicationWithTheSameLibraries_isUnaffected(Jdk jdk) throws IOException {
        Path services = Files.createDirectories(work.resolve("services/META-INF/services"));
        Files.writeString(
                services.resolve("io.opentelemetry.context.ContextStorageProvider"),
                OwnLibraries.Storage.class.getName());
        ForkedJvm.Finished without = libraries(jdk).withoutAgent().run().ok();

        ForkedJvm.Finished with = libraries(jdk).run().ok();

        assertThat(without.out()).contains("context value true", "attached 1 by opentelemetry-context", "answer 42");
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(with.err()).isEmpty();
        assertThat(Store.complete(work, "test").spans("file copy")).hasSize(2);
    }

    private ForkedJvm libraries(Jdk jdk) throws IOException {
        Path folder = Files.createDirectories(work.resolve("folder"));
        Files.deleteIfExists(folder.resolve("source.txt"));
        return new ForkedJvm(jdk, work).appWith(work.resolve("services"), OwnLibraries.class, folder.toString());
    }

    private ForkedJvm surroundings(Jdk jdk) throws IOException {
        Path folder = Files.createDirectories(work.resolve("folder"));
        Files.deleteIfExists(folder.resolve("source.txt"));
        return new ForkedJvm(jdk, work)
                .property("user.home", folder("home").toString())
                .property("java.io.tmpdir", folder("temp").toString())
                .property("java.util.logging.manager", OwnLogManager.class.getName())
                .workingDirectory(folder("current"))
                .appAlone(
                        Surroundings.class,
                        folder.toString(),
                        work.resolve("indelible").toString());
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(work.resolve(name));
    }
}
