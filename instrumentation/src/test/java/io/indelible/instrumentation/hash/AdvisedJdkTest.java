package io.indelible.instrumentation.hash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.indelible.bridge.Bridge;
import io.indelible.instrumentation.Instrumentation;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.commons.codec.digest.DigestUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The advice in the real classes of this JDK, and of every other one that is installed beside it. */
final class AdvisedJdkTest {
    private static final String HASH =
            "hash SHA-256{file.path=data.bin, file.size=300000, indelible.file.operation.name=hash,"
                    + " indelible.hash.algorithm=SHA-256, indelible.hash.input.size=%d, indelible.hash.provider=SUN}null";

    @TestFactory
    Stream<DynamicNode> advice_worksOnEveryJdk(@TempDir Path temporary) throws Exception {
        List<DynamicNode> nodes = new ArrayList<>();
        Path bridge = bridgeJar(temporary);
        for (Path home : homes()) {
            Map<String, String> told = run(home, bridge, temporary);
            nodes.add(DynamicContainer.dynamicContainer(
                    home.getFileName().toString(),
                    expectations().entrySet().stream()
                            .map(expected -> DynamicTest.dynamicTest(expected.getKey(), () -> assertThat(told)
                                    .containsEntry(expected.getKey(), expected.getValue())))));
        }
        return nodes.stream();
    }

    private static Map<String, String> expectations() {
        String whole = HASH.formatted(300_000);
        Map<String, String> expected = new LinkedHashMap<>(LibrarySteps.expectations());
        expected.putAll(ByteSteps.expectations());
        expected.putAll(CollectedSteps.expectations());
        for (String step : List.of(
                "loop",
                "Files.readAllBytes",
                "FileInputStream.readAllBytes",
                "DigestInputStream",
                "FileChannel",
                "positional read",
                "clone",
                "RandomAccessFile")) {
            expected.put(step, whole);
        }
        expected.put("single bytes", HASH.formatted(5000));
        expected.put(
                "memory",
                "hash SHA-256{indelible.file.operation.name=hash, indelible.hash.algorithm=SHA-256,"
                        + " indelible.hash.input.size=300000, indelible.hash.provider=SUN}null");
        expected.put(
                "clone of other provider",
                "hash SUM-8{file.path=data.bin, file.size=300000, indelible.file.operation.name=hash,"
                        + " indelible.hash.algorithm=SUM-8, indelible.hash.input.size=300000}null");
        expected.put("null update", "");
        expected.put("copy", copied("copy", "data.bin", "copy.bin"));
        expected.put(
                "move",
                "file move{file.extension=bin, file.path=copy.bin, file.size=300000, indelible.copy.strategy=rename,"
                        + " indelible.copy.transferred.size=0, indelible.file.operation.name=move,"
                        + " indelible.file.target.path=moved.bin}null");
        expected.put(
                "createLink",
                "file link{file.extension=bin, file.path=moved.bin, file.size=300000,"
                        + " indelible.copy.strategy=hard_link, indelible.copy.transferred.size=0,"
                        + " indelible.file.operation.name=hard_link, indelible.file.target.path=hard.bin}null");
        expected.put(
                "createSymbolicLink",
                "file link{file.extension=bin, file.path=moved.bin, file.symbolic_link.target_path=moved.bin,"
                        + " indelible.copy.strategy=symbolic_link, indelible.copy.transferred.size=0,"
                        + " indelible.file.operation.name=symbolic_link, indelible.file.target.path=soft.bin}null");
        expected.put(
                "copy to stream",
                "file copy{file.extension=bin, file.path=moved.bin, file.size=300000, indelible.copy.strategy=stream,"
                        + " indelible.copy.transferred.size=300000, indelible.file.operation.name=copy}null");
        expected.put("copy from stream", copied("stream", "moved.bin", "streamed.bin"));
        expected.put(
                "delete",
                "file delete{file.extension=bin, file.path=moved.bin, file.size=300000,"
                        + " indelible.file.operation.name=delete}null");
        expected.put("deleteIfExists", "");
        expected.put(
                "failed delete",
                "file delete{file.extension=bin, file.path=moved.bin, indelible.file.failure.reason=not_found,"
                        + " indelible.file.operation.name=delete}java.nio.file.NoSuchFileException");
        expected.put("transferTo", copied("transfer", "data.bin", "to.bin"));
        expected.put("transferFrom", copied("transfer", "data.bin", "from.bin"));
        expected.put("transferFrom memory", "(file write)");
        expected.put(
                "archive of data",
                "file copy{file.extension=jar, file.path=plug in.jar, file.size=122, indelible.copy.strategy=stream,"
                        + " indelible.copy.transferred.size=122, indelible.file.operation.name=copy}null");
        expected.put("archive opened by a loader", "");
        expected.put("archive of classes", "(hash SHA-256)"); // small and of no file: counted, no span
        expected.put("suppressed", "null");
        return expected;
    }

    private static String copied(String strategy, String source, String target) {
        return "file copy{file.extension=bin, file.path=" + source + ", file.size=300000, indelible.copy.strategy="
                + strategy + ", indelible.copy.transferred.size=300000, indelible.file.operation.name=copy,"
                + " indelible.file.target.path=" + target + "}null";
    }

    private static Map<String, String> run(Path home, Path bridge, Path temporary) throws Exception {
        Path folder = Files.createTempDirectory(temporary, "run");
        Path output = folder.resolve("output.txt");
        Process child = new ProcessBuilder(
                        home.resolve("bin").resolve("java").toString(),
                        "-javaagent:" + jarOf(ByteBuddyAgent.class),
                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                jarOf(AdvisedProgram.class).toString(),
                                jarOf(Instrumentation.class).toString(),
                                jarOf(ByteBuddy.class).toString(),
                                jarOf(NullMarked.class).toString(),
                                jarOf(DigestUtils.class).toString(),
                                jarOf(Hashing.class).toString(),
                                jarOf(BouncyCastleProvider.class).toString(),
                                jarOf(XXHashFactory.class).toString()),
                        AdvisedProgram.class.getName(),
                        bridge.toString(),
                        Files.createDirectory(folder.resolve("files"))
                                .toRealPath()
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = child.waitFor();
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(status).as(String.join("\n", lines)).isZero();
        Map<String, String> told = new TreeMap<>();
        for (String line : lines) {
            int at = line.indexOf(" =");
            if (at > 0) {
                told.put(line.substring(0, at), line.substring(at + 2).trim());
            }
        }
        return told;
    }

    /** This JDK and those in the same folder that are not older; of each feature version one. */
    private static List<Path> homes() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        Map<Integer, Path> byVersion = new TreeMap<>();
        try (Stream<Path> beside = Files.list(own.getParent())) {
            beside.forEach(home -> {
                int version = version(home);
                if (version > Runtime.version().feature()
                        && Files.isExecutable(home.resolve("bin").resolve("java"))) {
                    byVersion.putIfAbsent(version, home);
                }
            });
        }
        byVersion.put(Runtime.version().feature(), own);
        return List.copyOf(byVersion.values());
    }

    /** What the file {@code release} says, as every JDK since 8 has it; 0 where there is none. */
    private static int version(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", ""))
                    .mapToInt(version -> Integer.parseInt(version.split("\\.", -1)[0]))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException none) {
            return 0;
        }
    }

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** The bridge's jar, made of its classes where the build has not packaged it. */
    private static Path bridgeJar(Path temporary) throws Exception {
        Path classes = jarOf(Bridge.class);
        if (!Files.isDirectory(classes)) {
            return classes;
        }
        Path jar = temporary.resolve("bridge.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }
}
