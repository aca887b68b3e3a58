package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.QuietCopies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What the platform found out about the source of a small copy is not asked once more, whatever the JDK calls it inside. */
final class QuietCopiesIT {
    /** An answer of the file system is one object at least, of this size at least. */
    private static final long LEAST_ANSWER = 64;

    @TempDir
    Path work;

    @OnEveryJdk
    void copyOfFileThatNobodyTouched_isNotLookedAt(Jdk jdk) throws IOException {
        // Which objects the compiler takes away differs from run to run.
        List<String> said = new ForkedJvm(jdk, work)
                .flag("-XX:-DoEscapeAnalysis")
                .app(QuietCopies.class, work.toString())
                .run()
                .ok()
                .out()
                .lines()
                .toList();
        assertThat(bytes(said, "quiet")).isPositive().isLessThan(bytes(said, "young") - LEAST_ANSWER);
        assertThat(Store.complete(work, "test").spans("file copy"))
                .hasSize(1_000)
                .allSatisfy(span -> assertThat(span.number("file.size")).isEqualTo(QuietCopies.SIZE));
    }

    private static long bytes(List<String> said, String name) {
        String line =
                said.stream().filter(text -> text.startsWith(name)).findFirst().orElseThrow();
        return Long.parseLong(line.substring(name.length() + 1));
    }
}
