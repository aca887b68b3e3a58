package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.indelible.test.app.ParentLast;
import io.indelible.test.app.ParentLastWork;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.h2.Driver;
import org.junit.jupiter.api.io.TempDir;

/** Applications in loaders that ask their parent last, as servlet containers make them: each has its own versions of libraries. */
class ParentLastIT {
    private static final Path VERSIONS =
            Path.of(System.getProperty("third-party", "unset")).resolve("versions");
    private static final int APPLICATIONS = 2;

    @TempDir
    Path work;

    @OnEveryJdk
    void workWithOwnVersions_isTheSameAndRecordedOnce(Jdk jdk) throws Exception {
        ForkedJvm.Finished without =
                container(jdk, "without").withoutAgent().run().ok();
        ForkedJvm.Finished with = container(jdk, "with").run().ok();

        assertThat(without.out().lines())
                .hasSize(APPLICATIONS)
                .allMatch(line -> line.contains("rows 1 by own h2-") && line.endsWith(" own true"));
        assertThat(without.out().lines().toList().get(0))
                .contains("by own commons-codec-1.15.jar", "by own jackson-core-2.18.3.jar");
        assertThat(without.out().lines().toList().get(1)).doesNotContain("1.15.jar", "2.18.3.jar");
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(with.err()).isEqualTo(without.err());
        assertThat(counts())
                .isEqualTo(Map.of(
                        "file write", 2L,
                        "file copy", 2L,
                        "hash SHA-256", 2L,
                        "hash XXH32", 2L,
                        "CREATE TABLE item", 2L,
                        "INSERT item", 2L,
                        "SELECT item", 2L,
                        "GET", 2L,
                        "GET /answer", 2L));
    }

    private Map<String, Long> counts() {
        return Store.complete(work, "test").spans().stream()
                .collect(Collectors.groupingBy(Store.Span::name, TreeMap::new, Collectors.counting()));
    }

    private ForkedJvm container(Jdk jdk, String name) throws IOException, URISyntaxException {
        String folder = Files.createDirectories(work.resolve(name)).toString();
        String shared = place(ParentLastWork.class) + File.pathSeparator + place(Driver.class) + File.pathSeparator;
        String older;
        try (Stream<Path> jars = Files.list(VERSIONS)) {
            older = jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
        String newer = String.join(File.pathSeparator, List.of(place(DigestUtils.class), place(JsonFactory.class)));
        return new ForkedJvm(jdk, work).app(ParentLast.class, folder, shared + older, shared + newer);
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
