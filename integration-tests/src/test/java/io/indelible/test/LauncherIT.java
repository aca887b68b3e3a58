package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.app.Greeting;
import io.indelible.test.app.OldJava;
import io.indelible.test.app.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the agent is started, the application runs; where it cannot be started, one line says so. */
class LauncherIT {
    @TempDir
    Path work;

    private Path folder;

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8", "11", "16"})
    void olderJava_getsOneLineAndTheApplicationRuns(String version) throws IOException {
        Path pretender = pretender();

        ForkedJvm.Finished run = new ForkedJvm(Jdk.own(), work)
                .withoutAgent()
                .flag("-javaagent:" + pretender + "=" + version)
                .flag("-javaagent:" + ForkedJvm.AGENT)
                .app(Work.class, folder.toString())
                .run();

        assertThat(run.ok().out()).isEqualTo(Work.RESULT);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("[indelible] does nothing: it needs Java 17 or newer");
        assertThat(work.resolve("indelible")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void programThatTouchesNothing_leavesOnlyHowItEnded(Jdk jdk) throws IOException {
        new ForkedJvm(jdk, work).appAlone(Greeting.class).run().ok();

        // Loading its classes, from a folder, and warming ourselves up is none of its doing.
        try (Stream<Path> left = Files.walk(work.resolve("indelible"))) {
            assertThat(left.filter(Files::isRegularFile))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("last-end");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void toolsOfTheJdk_runUnrecorded(Jdk jdk) throws IOException {
        Path source = Files.writeString(folder.resolve("Empty.java"), "class Empty {}");

        ForkedJvm tools = toolOptions(jdk);
        tools.tool("javac", "-d", folder.toString(), source.toString()).await().ok();
        tools.tool("jar", "--create", "--file", folder.resolve("empty.jar").toString(), "-C", folder.toString(), ".")
                .await()
                .ok();
        ForkedJvm.Finished jcmd = tools.tool("jcmd", "-l").await().ok();

        assertThat(folder.resolve("Empty.class")).exists();
        assertThat(jcmd.err().lines()).allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"));
        assertThat(work.resolve("indelible")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void programInSourceForm_isRecorded(Jdk jdk) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Program.java"),
                """
                import java.nio.file.*;
                public class Program {
                    public static void main(String[] args) throws Exception {
                        Files.copy(Path.of(args[0]), Path.of(args[1]));
                        System.out.println("copied");
                    }
                }
                """);

        ForkedJvm.Finished run = toolOptions(jdk)
                .tool(
                        "java",
                        source.toString(),
                        source.toString(),
                        folder.resolve("copy").toString())
                .await()
                .ok();

        assertThat(run.out()).isEqualTo("copied\n");
        assertThat(new Store(work, "test").spans("file copy")).singleElement().matches(span -> span.text("file.path")
                .endsWith("Program.java"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void agentGivenTwice_recordsOnceAndSaysSo(Jdk jdk) throws IOException {
        Path copy = Files.copy(ForkedJvm.AGENT, work.resolve("another.jar"));

        ForkedJvm.Finished run = work(jdk).flag("-javaagent:" + copy).run();

        assertThat(run.ok().out()).isEqualTo(Work.RESULT);
        assertThat(run.err()).isEqualTo("[indelible] is given more than once; only the first one works\n");
        assertThat(new Store(work, "test").spans("file copy")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void argumentsOfTheAgent_areSettings(Jdk jdk) throws IOException {
        ForkedJvm.Finished run = work(jdk)
                .withoutAgent()
                .flag("-javaagent:" + ForkedJvm.AGENT + "=otel.service.name=argued;indelible.log.level=nonsense;x")
                .run();

        assertThat(run.ok().out()).isEqualTo(Work.RESULT);
        assertThat(run.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("indelible.log.level=nonsense: expected"))
                .anyMatch(line -> line.contains("an argument of the agent is no property=value"));
        assertThat(new Store(work, "argued").spans("file copy")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jarWithoutEngine_getsOneLineAndTheApplicationRuns(Jdk jdk) throws IOException {
        assertBroken(jdk, name -> !name.startsWith("engine/"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jarWithoutLibrary_getsOneLineAndTheApplicationRuns(Jdk jdk) throws IOException {
        assertBroken(jdk, name -> !name.startsWith("engine/net/bytebuddy/"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void pathOfSpacesAndLetters_isNoTrouble(Jdk jdk) throws IOException {
        boolean unicode = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        Path place = Files.createDirectories(work.resolve(unicode ? "my agents \u00fc%20+\u65e5" : "my agents %20+"));
        Path copy = Files.copy(ForkedJvm.AGENT, place.resolve("in delible.jar"));

        ForkedJvm.Finished run = work(jdk)
                .withoutAgent()
                .flag("-javaagent:" + copy)
                .property("indelible.dir", work.resolve("indelible").toString())
                .run();

        assertWorked(run);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void flagsOfTheJvm_areNoTrouble(Jdk jdk) throws IOException {
        for (String flags :
                new String[] {"-Xmx64m", "-Xint", "-ea -esa", "-Xshare:auto", "-Xshare:off", "-XX:+UseSerialGC"}) {
            ForkedJvm jvm = work(jdk).property("otel.service.name", flags.replaceAll("\\W", ""));
            for (String flag : flags.split(" ", -1)) {
                jvm.flag(flag);
            }
            ForkedJvm.Finished run = jvm.run();

            assertThat(run.ok().out()).as(flags).isEqualTo(Work.RESULT);
            assertThat(run.err()).as(flags).isEmpty();
            assertThat(new Store(work, flags.replaceAll("\\W", "")).spans("file copy"))
                    .as(flags)
                    .hasSize(1);
            Files.delete(folder.resolve("source.txt"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--version, 0, indelible ",
        "--help, 0, Usage: indelible",
        "traces, 0, ''",
        "doctor, 0, ''",
        "drain, 0, No dead process left anything.",
        "nonsense, 2, ''",
        "'', 2, ''"
    })
    void command_hasItsExitCode(String command, int exit, String said) {
        Jdk.all().forEach(jdk -> {
            work(jdk).run();
            String[] words = command.isEmpty() ? new String[0] : new String[] {command};
            ForkedJvm.Finished run = new ForkedJvm(jdk, work).command(words).run();

            assertThat(run.exit()).as(jdk + run.out() + run.err()).isEqualTo(exit);
            assertThat(run.out()).contains(said);
            assertThat(exit == 0 ? run.err() : "").isEmpty();
        });
    }

    private ForkedJvm work(Jdk jdk) {
        return new ForkedJvm(jdk, work).app(Work.class, folder.toString());
    }

    private void assertWorked(ForkedJvm.Finished run) {
        assertThat(run.ok().out()).isEqualTo(Work.RESULT);
        assertThat(run.err()).isEmpty();
        assertThat(new Store(work, "test").spans("file copy")).hasSize(1);
    }

    private void assertBroken(Jdk jdk, Predicate<String> kept) throws IOException {
        Path broken = broken(kept);

        ForkedJvm.Finished run =
                work(jdk).withoutAgent().flag("-javaagent:" + broken).run();

        assertThat(run.ok().out()).isEqualTo(Work.RESULT);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("[indelible] could not start, the application runs without it: ");
    }

    private ForkedJvm toolOptions(Jdk jdk) {
        return new ForkedJvm(jdk, work)
                .environment(
                        "JAVA_TOOL_OPTIONS",
                        "-javaagent:" + ForkedJvm.AGENT + " -Dotel.service.name=test -Dindelible.dir="
                                + work.resolve("indelible"));
    }

    private Path pretender() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), OldJava.class.getName());
        String name = OldJava.class.getName().replace('.', '/') + ".class";
        Path jar = work.resolve("pretender.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = OldJava.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
        return jar;
    }

    /** A copy of the shipped jar with only these entries. */
    private Path broken(Predicate<String> kept) throws IOException {
        Path broken = work.resolve("broken.jar");
        try (JarFile whole = new JarFile(ForkedJvm.AGENT.toFile());
                OutputStream file = Files.newOutputStream(broken);
                JarOutputStream out = new JarOutputStream(file)) {
            for (ZipEntry entry : whole.stream().toList()) {
                if (kept.test(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream in = whole.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
            }
        }
        return broken;
    }
}
