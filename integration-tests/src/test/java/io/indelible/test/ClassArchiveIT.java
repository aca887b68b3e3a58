package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indelible.test.app.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives of classes, which make a JVM start faster: the run that writes one is left alone, for a JVM whose own classes were changed crashes
 * while it writes; runs that use one do so with the agent, too.
 */
class ClassArchiveIT {
    private static final String LINE = "[indelible] does nothing in this run, for it writes an archive of classes";
    private static final int FIRST_WITH_AOT_OPTION = 25;

    @TempDir
    Path work;

    private Path jar;

    @BeforeEach
    void makeJar() throws IOException {
        String name = Work.class.getName().replace('.', '/') + ".class";
        jar = work.resolve("work.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(name));
            Work.class.getResourceAsStream("/" + name).transferTo(out);
        }
    }

    @OnEveryJdk
    void aotCache_isWrittenAndUsed(Jdk jdk) throws IOException {
        assumeTrue(jdk.feature() >= FIRST_WITH_AOT_OPTION, "has no -XX:AOTCacheOutput");
        Path cache = work.resolve("work.aot");

        ForkedJvm.Finished training =
                work(jdk, "training").flag("-XX:AOTCacheOutput=" + cache).run().ok();

        assertThat(training.err()).startsWith(LINE);
        assertThat(training.out()).startsWith(Work.RESULT);
        assertThat(work.resolve("indelible")).doesNotExist();
        assertUsed(jdk, "-XX:AOTCache=" + cache);
    }

    // JVMs refuse to write one beside an agent, and to use it, without these options that are for their developers.
    @OnEveryJdk
    void dynamicArchive_isWritten(Jdk jdk) throws IOException {
        Path archive = work.resolve("work.jsa");

        ForkedJvm.Finished training = work(jdk, "training")
                .flag("-XX:+UnlockDiagnosticVMOptions")
                .flag("-XX:+AllowArchivingWithJavaAgent")
                .flag("-XX:ArchiveClassesAtExit=" + archive)
                .run()
                .ok();

        assertThat(training.err()).startsWith(LINE);
        assertThat(training.out()).contains(Work.RESULT);
        assertThat(work.resolve("indelible")).doesNotExist();
        assertThat(archive).isNotEmptyFile();
    }

    private void assertUsed(Jdk jdk, String option) throws IOException {
        Path classes = work.resolve("classes.log");

        ForkedJvm.Finished recorded = work(jdk, "recorded")
                .flag(option)
                .flag("-Xlog:class+load:file=" + classes)
                .run()
                .ok();

        assertThat(recorded.out()).isEqualTo(Work.RESULT);
        assertThat(recorded.err()).isEmpty();
        assertThat(Files.readAllLines(classes))
                .anyMatch(line -> line.contains(Work.class.getName() + " source: shared objects file"));
        assertThat(Store.complete(work, "test").spans("file copy")).hasSize(1);
    }

    private ForkedJvm work(Jdk jdk, String folder) throws IOException {
        return new ForkedJvm(jdk, work)
                .foreign(
                        jar.toString(),
                        Work.class.getName(),
                        Files.createDirectory(work.resolve(folder)).toString());
    }
}
