package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.indelible.test.Store.Event;
import io.indelible.test.app.Steps;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What two runs of a program say of its files, between which something happened to these. Who does not hold that something
 * rotted which did not, may be believed: most of the histories are innocent.
 */
final class IntegrityIT {
    private static final Map<String, History> ALL = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    /** What happens to the files of a folder while no program runs. */
    private interface Between {
        Between NOTHING = files -> {};

        void happen(Path files) throws IOException;
    }

    /** What the first run does, what happens then, what the second run does, and what must be said about it in all. */
    private record History(List<String> first, Between between, List<String> second, List<String> told) {}

    static {
        rot();
        innocent();
        byTheProgram();
        copies();
        innocentCopies();
    }

    private static void rot() {
        String sha = "hash SHA-256 a.bin";
        add("rot", List.of(sha), flip("a.bin"), List.of(sha), mismatch("a.bin SHA-256"));
        add(
                "rot-is-told-again",
                List.of(sha),
                flip("a.bin"),
                List.of(sha, sha),
                mismatch("a.bin SHA-256"),
                mismatch("a.bin SHA-256"));
        add(
                "rot-seen-by-two",
                List.of(sha, "hash CRC32 a.bin"),
                flip("a.bin"),
                List.of("hash CRC32 a.bin", sha),
                mismatch("a.bin CRC32"),
                mismatch("a.bin SHA-256"));
        for (String algorithm : List.of("MD5", "SHA3-256", "BLAKE3", "CRC32")) {
            String hash = "hash " + algorithm + " a.bin";
            add("rot-" + algorithm, List.of(hash), flip("a.bin"), List.of(hash), mismatch("a.bin " + algorithm));
        }
        add(
                "rot-under-another-name",
                List.of(sha, "move a.bin b.bin"),
                flip("b.bin"),
                List.of("hash SHA-256 b.bin"),
                mismatch("b.bin SHA-256"));
        add(
                "rot-of-whole-seconds",
                List.of("hash SHA-256 seconds.bin"),
                flip("seconds.bin"),
                List.of("hash SHA-256 seconds.bin"),
                mismatch("seconds.bin SHA-256"));
    }

    private static void innocent() {
        List<String> hash = List.of("hash SHA-256 a.bin");
        add("same", hash, Between.NOTHING, hash);
        add("edited", hash, files -> Rot.edit(files.resolve("a.bin")), hash, changed("a.bin SHA-256"));
        add("grown", hash, files -> grow(files.resolve("a.bin")), hash, changed("a.bin SHA-256"));
        add("touched", hash, files -> Rot.age(files.resolve("a.bin"), Instant.now()), hash);
        add("gone", hash, files -> Files.delete(files.resolve("a.bin")), List.of());
        add("beginning-hashed-first", List.of("begin a.bin"), flip("a.bin"), hash);
        add("beginning-hashed-later", hash, flip("a.bin"), List.of("begin a.bin"));
        add("beginning-hashed", List.of("begin a.bin"), flip("a.bin"), List.of("begin a.bin"));
        add("end-hashed", List.of("end a.bin"), flip("a.bin"), List.of("end a.bin"));
        add("other-algorithm", hash, flip("a.bin"), List.of("hash SHA-512 a.bin"));
        // Who modified it in the future may do so again.
        add(
                "of-the-future",
                List.of("hash SHA-256 future.bin"),
                flip("future.bin"),
                List.of("hash SHA-256 future.bin"));
    }

    private static void byTheProgram() {
        String hash = "hash SHA-256 a.bin";
        for (String way : List.of("random-access", "channel", "mapped", "stream", "anew")) {
            String edit = "edit " + way + " a.bin";
            add("edits-by-" + way, List.of(hash, edit), Between.NOTHING, List.of(hash), changed("a.bin SHA-256"));
            add("edits-later-by-" + way, List.of(hash), Between.NOTHING, List.of(edit, hash), changed("a.bin SHA-256"));
        }
        add(
                "edits-under-another-name",
                List.of(hash, "move a.bin b.bin", "edit stream b.bin"),
                Between.NOTHING,
                List.of("hash SHA-256 b.bin"),
                changed("b.bin SHA-256"));
    }

    private static void copies() {
        List<String> both = List.of("hash SHA-256 a.bin", "hash SHA-256 b.bin");
        for (String way : List.of("files", "loop", "transfer", "commons")) {
            String copy = "copy " + way + " a.bin b.bin";
            add("copy-" + way, List.of(copy), flip("b.bin"), both, copied("a.bin b.bin SHA-256"));
            add(
                    "source-hashed-before-copy-" + way,
                    List.of("hash SHA-256 a.bin", copy),
                    flip("b.bin"),
                    List.of("hash SHA-256 b.bin"),
                    copied("a.bin b.bin SHA-256"));
        }
        String copy = "copy loop a.bin b.bin";
        add(
                "copy-hashed-first",
                List.of(copy),
                flip("b.bin"),
                List.of("hash MD5 b.bin", "hash MD5 a.bin"),
                copied("a.bin b.bin MD5"));
        add(
                "copy-told-once",
                List.of(copy),
                flip("b.bin"),
                List.of("hash SHA-256 a.bin", "hash SHA-256 b.bin", "hash SHA-256 a.bin", "hash SHA-256 b.bin"),
                copied("a.bin b.bin SHA-256"));
        add(
                "copy-under-another-name",
                List.of(copy, "move b.bin c.bin"),
                flip("c.bin"),
                List.of("hash SHA-256 a.bin", "hash SHA-256 c.bin"),
                copied("a.bin c.bin SHA-256"));
        add("copy-of-what-rotted-since", List.of(copy), flip("a.bin"), both, copied("a.bin b.bin SHA-256"));
    }

    private static void innocentCopies() {
        List<String> both = List.of("hash SHA-256 a.bin", "hash SHA-256 b.bin");
        for (String way : List.of("files", "loop", "transfer", "commons")) {
            String copy = "copy " + way + " a.bin b.bin";
            add("good-copy-" + way, List.of(copy), Between.NOTHING, both);
            add("copy-edited-after-" + way, List.of(copy, "edit stream b.bin"), Between.NOTHING, both);
            add("copy-edited-by-others-" + way, List.of(copy), files -> Rot.edit(files.resolve("b.bin")), both);
        }
        String copy = "copy loop a.bin b.bin";
        add("source-edited-after", List.of(copy, "edit stream a.bin"), Between.NOTHING, both);
        add("source-edited-by-others", List.of(copy), files -> Rot.edit(files.resolve("a.bin")), both);
        add("copy-in-part", List.of("copy part a.bin b.bin"), flip("b.bin"), both);
        add("copy-half-hashed", List.of(copy), flip("b.bin"), List.of("hash SHA-256 a.bin", "begin b.bin"));
        add("copy-hashed-otherwise", List.of(copy), flip("b.bin"), List.of("hash SHA-256 a.bin", "hash MD5 b.bin"));
        add(
                "extracted",
                List.of("copy unzip a.zip b.bin"),
                flip("b.bin"),
                List.of("hash SHA-256 a.zip", "hash SHA-256 b.bin"));
        add("copied-anew", List.of(copy, "delete b.bin", "copy loop other.bin b.bin"), Between.NOTHING, both);
    }

    @TestFactory
    Stream<DynamicNode> everyHistory_isJudgedAsItWas() {
        return Jdk.all().map(jdk -> DynamicContainer.dynamicContainer(jdk.toString(), tests(run(jdk))));
    }

    private static Stream<DynamicNode> tests(Map<String, List<String>> told) {
        return ALL.entrySet().stream()
                .map(history -> DynamicTest.dynamicTest(
                        history.getKey(), () -> assertThat(told.getOrDefault(history.getKey(), List.of()))
                                .containsExactlyElementsOf(history.getValue().told())));
    }

    private static Map<String, List<String>> run(Jdk jdk) {
        Path work = folder.resolve(jdk.toString());
        Path files = work.resolve("files");
        try {
            for (String name : ALL.keySet()) {
                prepare(Files.createDirectories(files.resolve(name)));
            }
            run(jdk, work, files, true);
            for (Map.Entry<String, History> history : ALL.entrySet()) {
                history.getValue().between().happen(files.resolve(history.getKey()));
            }
            run(jdk, work, files, false);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
        return told(Store.complete(work, "test"), files);
    }

    private static void prepare(Path files) throws IOException {
        Rot.old(files.resolve("a.bin"), 1);
        Rot.old(files.resolve("other.bin"), 2);
        Rot.age(Rot.old(files.resolve("future.bin"), 3), Instant.now().plus(1, ChronoUnit.DAYS));
        Path seconds = Rot.old(files.resolve("seconds.bin"), 4);
        Rot.age(seconds, Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
        Path archive = files.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            out.putNextEntry(new ZipEntry("b.bin"));
            Files.copy(files.resolve("a.bin"), out);
        }
        Rot.age(archive, Instant.now().minus(1, ChronoUnit.DAYS));
    }

    private static void run(Jdk jdk, Path work, Path files, boolean first) {
        List<String> arguments = new ArrayList<>(List.of(files.toString()));
        ALL.forEach((name, history) -> {
            for (String step : first ? history.first() : history.second()) {
                arguments.add(step.replaceAll("(\\w+\\.(bin|zip))", name + "/$1"));
            }
        });
        new ForkedJvm(jdk, work)
                .app(Steps.class, arguments.toArray(String[]::new))
                .run()
                .ok();
    }

    private static Map<String, List<String>> told(Store store, Path files) {
        Map<String, List<String>> told = new TreeMap<>();
        for (Event event : store.events()) {
            Object path = event.attributes().get("file.path");
            if (path == null) {
                continue; // of no file: that the process started
            }
            Path file = files.relativize(Path.of(String.valueOf(path)));
            Object target = event.attributes().get("indelible.file.target.path");
            String words = event.severity() + " " + event.name() + " " + file.getFileName()
                    + (target == null
                            ? ""
                            : " " + Path.of(String.valueOf(target)).getFileName());
            told.computeIfAbsent(file.getName(0).toString(), name -> new ArrayList<>())
                    .add(words + " " + event.attributes().get("indelible.hash.algorithm"));
        }
        return told;
    }

    private static void add(String name, List<String> first, Between between, List<String> second, String... told) {
        ALL.put(name, new History(first, between, second, List.of(told)));
    }

    private static Between flip(String file) {
        return files -> Rot.flip(files.resolve(file));
    }

    private static void grow(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
            out.write("more".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String mismatch(String what) {
        return "17 indelible.file.integrity.mismatch " + what;
    }

    private static String changed(String what) {
        return "9 indelible.file.integrity.changed " + what;
    }

    private static String copied(String what) {
        return "17 indelible.file.copy.mismatch " + what;
    }
}
