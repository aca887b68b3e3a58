package io.indelible.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.indelible.test.app.Steps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is counted of files: bytes by direction, operations by extension and reason of failure, speeds. */
final class FileMetricsIT {
    private static final String OPERATIONS = "indelible.file.operations";
    private static final String OPERATION = "indelible.file.operation.name";
    private static final String REASON = "indelible.file.failure.reason";
    private static final int MOST_EXTENSIONS = 100;

    @TempDir
    private Path work;

    private Path files;

    @BeforeEach
    void makeFile() throws IOException {
        files = Files.createDirectory(work.resolve("files"));
        Rot.old(files.resolve("a.bin"), 1);
    }

    @OnEveryJdk
    void bytes_areCountedByOperationAndDirection(Jdk jdk) {
        run(
                jdk,
                "hash SHA-256 a.bin",
                "copy files a.bin b.bin",
                "copy loop a.bin c.bin",
                "copy transfer a.bin d.bin",
                "write e.bin 5000",
                "write f.bin 3",
                "read a.bin",
                "read f.bin",
                "begin a.bin",
                "move d.bin g.bin",
                "link a.bin h.bin");

        assertThat(sums("indelible.file.io"))
                .isEqualTo(Map.of(
                        "hash read",
                        Rot.SIZE + 8192L,
                        "copy read",
                        3L * Rot.SIZE,
                        "copy write",
                        3L * Rot.SIZE,
                        "write write",
                        5003L,
                        "read read",
                        Rot.SIZE + 3L));
    }

    @OnEveryJdk
    void speeds_areThoseOfHashesAndCopies(Jdk jdk) {
        run(
                jdk,
                "hash SHA-256 a.bin",
                "hash SHA-256 a.bin",
                "hash CRC32 a.bin",
                "copy files a.bin b.bin",
                "copy loop a.bin c.bin",
                "copy transfer a.bin d.bin",
                "write small.bin 60000",
                "hash SHA-256 small.bin",
                "copy loop small.bin e.bin",
                "move b.bin f.bin",
                "link c.bin g.bin");

        Store store = Store.complete(work, "test");
        assertThat(counts(Points.of(store, "indelible.hash.throughput")))
                .isEqualTo(Map.of("{indelible.hash.algorithm=SHA-256}", 2L, "{indelible.hash.algorithm=CRC32}", 1L));
        assertThat(counts(Points.of(store, "indelible.copy.throughput")))
                .isEqualTo(Map.of(
                        "{indelible.copy.strategy=copy}", 1L,
                        "{indelible.copy.strategy=stream}", 1L,
                        "{indelible.copy.strategy=transfer}", 1L));
    }

    @OnEveryJdk
    void operations_areCountedByExtension(Jdk jdk) {
        run(
                jdk,
                "hash SHA-256 a.bin",
                "copy loop a.bin b.TXT",
                "write c.TXT 10",
                "write none 10",
                "move b.TXT d.csv",
                "delete d.csv",
                "list .");

        assertThat(sums(OPERATIONS))
                .isEqualTo(Map.of(
                        "hash bin", 1L,
                        "copy bin", 1L,
                        "write txt", 1L,
                        "write", 1L,
                        "move txt", 1L,
                        "delete csv", 1L,
                        "scan", 1L));
    }

    @OnEveryJdk
    void extensions_areBounded(Jdk jdk) {
        run(jdk, "make file 150");

        Map<String, Long> written = sums(OPERATIONS);
        assertThat(written).hasSize(MOST_EXTENSIONS + 1).containsEntry("write _OTHER", 50L);
    }

    @OnEveryJdk
    void failures_areCountedByReason(Jdk jdk) throws IOException {
        Files.createDirectories(files.resolve("full").resolve("sub"));
        Files.write(files.resolve("there.bin"), new byte[1]);
        run(
                jdk,
                "fail NoSuchFileException copy files missing.bin x.bin",
                "fail FileNotFoundException copy loop missing.bin x.bin",
                "fail NoSuchFileException copy transfer missing.bin x.bin",
                "fail FileAlreadyExistsException copy files a.bin there.bin",
                "fail FileAlreadyExistsException move a.bin there.bin",
                "fail FileAlreadyExistsException link a.bin there.bin",
                "fail DirectoryNotEmptyException delete full",
                "fail NoSuchFileException delete missing.bin",
                "fail NoSuchFileException list missing",
                "fail NotDirectoryException list a.bin",
                "fail FileSystemException read a.bin/below.bin",
                "fail IOException read full");

        assertThat(sums(OPERATIONS))
                .containsEntry("copy bin not_found", 1L)
                .containsEntry("read bin not_found", 2L)
                .containsEntry("copy bin exists", 1L)
                .containsEntry("move bin exists", 1L)
                .containsEntry("hard_link bin exists", 1L)
                .containsEntry("delete not_empty", 1L)
                .containsEntry("delete bin not_found", 1L)
                .containsEntry("scan not_found", 1L)
                .containsEntry("scan bin not_directory", 1L)
                .containsEntry("read bin not_directory", 1L)
                .containsEntry("read is_directory", 1L);
    }

    @OnEveryJdk
    void failures_sayTheirReasonOnSpanAndTimer(Jdk jdk) throws IOException {
        Files.write(files.resolve("there.bin"), new byte[1]);
        run(
                jdk,
                "fail NoSuchFileException copy files missing.bin x.bin",
                "fail FileNotFoundException read-stream missing.bin",
                "fail NoSuchFileException delete missing.bin",
                "fail FileAlreadyExistsException copy files a.bin there.bin",
                "fail FileAlreadyExistsException move a.bin there.bin",
                "fail FileAlreadyExistsException link a.bin there.bin");

        Store store = Store.complete(work, "test");
        assertThat(reasons(store))
                .containsExactlyInAnyOrder(
                        "copy not_found",
                        "read not_found",
                        "delete not_found",
                        "copy exists",
                        "move exists",
                        "hard_link exists");
        assertThat(Points.of(store, "indelible.file.operation.duration").latest())
                .extracting(point ->
                        point.tags().get(OPERATION) + " " + point.tags().get(REASON) + " " + point.count())
                .containsExactlyInAnyOrder(
                        "copy not_found 1",
                        "read not_found 1",
                        "delete not_found 1",
                        "copy exists 1",
                        "move exists 1",
                        "hard_link exists 1");
    }

    @OnEveryJdk
    void fullDisk_isAReason(Jdk jdk) throws Exception {
        Path disk = mounted("disk", "nothing is full");
        try {
            run(
                    jdk,
                    "fail IOException copy loop a.bin disk/b.bin",
                    "delete disk/b.bin",
                    "fail FileSystemException copy files a.bin disk/c.bin");

            assertThat(sums(OPERATIONS)).containsEntry("write bin no_space", 1L).containsEntry("copy bin no_space", 1L);
            assertThat(reasons(Store.complete(work, "test")))
                    .containsExactlyInAnyOrder("write no_space", "copy no_space");
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    /** The JDK copies and deletes then, with calls that are watched by themselves. */
    @OnEveryJdk
    void moveToAnotherDisk_isOneOperation(Jdk jdk) throws Exception {
        Path disk = mounted("other", "nothing is moved to another");
        try {
            Files.write(files.resolve("small.bin"), new byte[10_000]);
            run(jdk, "move small.bin other/moved.bin", "fail FileSystemException link a.bin other/b.bin");

            assertThat(Store.complete(work, "test").spans())
                    .filteredOn(span -> !span.error())
                    .singleElement()
                    .satisfies(span -> {
                        assertThat(span.name()).isEqualTo("file move");
                        assertThat(span.text("indelible.copy.strategy")).isEqualTo("copy_delete");
                        assertThat(span.number("indelible.copy.transferred.size"))
                                .isEqualTo(10_000);
                    });
            assertThat(reasons(Store.complete(work, "test"))).containsExactly("hard_link cross_device");
            assertThat(sums(OPERATIONS)).containsEntry("hard_link bin cross_device", 1L);
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    @OnEveryJdk
    void forbiddenFile_isAReason(Jdk jdk) throws Exception {
        Path locked = Rot.old(files.resolve("locked.bin"), 2);
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        String[] steps = {
            "fail AccessDeniedException read locked.bin",
            "fail FileNotFoundException read-stream locked.bin",
            "fail AccessDeniedException copy files locked.bin b.bin"
        };
        if (OtherUser.isRoot(work)) {
            runAsOtherUser(jdk, steps); // root may read everything
        } else {
            run(jdk, steps);
        }

        assertThat(reasons(Store.complete(work, "test")))
                .containsExactlyInAnyOrder(
                        "read permission_denied", "read permission_denied", "copy permission_denied");
        assertThat(sums(OPERATIONS))
                .containsEntry("read bin permission_denied", 2L)
                .containsEntry("copy bin permission_denied", 1L);
    }

    /** What failed and why, as the spans say. */
    private static List<String> reasons(Store store) {
        return store.spans().stream()
                .filter(Store.Span::error)
                .map(span -> span.text(OPERATION) + " " + span.text(REASON))
                .toList();
    }

    private void runAsOtherUser(Jdk jdk, String... steps) throws Exception {
        Path classes = Files.createDirectory(work.resolve("classes"));
        Path agent = Files.copy(ForkedJvm.AGENT, work.resolve("agent.jar"));
        Path own = Path.of(
                Steps.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path folder = Path.of(Steps.class.getPackageName().replace('.', '/'));
        Path copies = Files.createDirectories(classes.resolve(folder));
        try (DirectoryStream<Path> of = Files.newDirectoryStream(own.resolve(folder), "Steps*.class")) {
            for (Path each : of) {
                Files.copy(each, copies.resolve(each.getFileName()));
            }
        }
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        OtherUser.give(files);
        List<String> arguments = new ArrayList<>(List.of(files.toString()));
        arguments.addAll(List.of(steps));
        new ForkedJvm(jdk, work)
                .asOtherUser(agent)
                .foreign(classes.toString(), Steps.class.getName(), arguments.toArray(String[]::new))
                .run()
                .ok();
        // Nobody else may deliver what was left.
        new ForkedJvm(jdk, work)
                .asOtherUser(agent)
                .command("drain", "--timeout", "2m")
                .run()
                .ok();
    }

    private void run(Jdk jdk, String... steps) {
        List<String> arguments = new ArrayList<>(List.of(files.toString()));
        arguments.addAll(List.of(steps));
        new ForkedJvm(jdk, work)
                .app(Steps.class, arguments.toArray(String[]::new))
                .run()
                .ok();
    }

    /** A small file system of its own; where that cannot be the test is skipped, and it is said what is not shown. */
    private Path mounted(String name, String otherwise) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(files.resolve(name));
        boolean mounted = mount(disk);
        if (!mounted) {
            System.out.println("SKIPPED: no small file system can be mounted here, so " + otherwise);
        }
        assumeTrue(mounted, "no small file system can be mounted here");
        return disk;
    }

    private static boolean mount(Path folder) throws InterruptedException {
        try {
            Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder.toString())
                    .redirectErrorStream(true)
                    .start();
            mount.getInputStream().readAllBytes();
            return mount.waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /** What a counter says of each combination of tags: the values, in the order of operation, extension or direction, reason. */
    private Map<String, Long> sums(String metric) {
        Map<String, Long> sums = new TreeMap<>();
        for (JsonNode each : Store.complete(work, "test").metrics()) {
            if (each.get("name").asText().equals(metric)) {
                for (JsonNode point : each.path("sum").path("dataPoints")) {
                    sums.merge(tags(Store.attributes(point)), value(point), Math::max);
                }
            }
        }
        return sums;
    }

    private static String tags(Map<String, Object> tags) {
        List<String> words = new ArrayList<>();
        for (String tag : List.of(OPERATION, "file.extension", "disk.io.direction", REASON)) {
            if (tags.get(tag) != null) {
                words.add((String) tags.get(tag));
            }
        }
        assertThat(words).hasSameSizeAs(tags.keySet());
        return String.join(" ", words);
    }

    private static long value(JsonNode point) {
        return point.has("asInt")
                ? Long.parseLong(point.get("asInt").asText())
                : Math.round(point.get("asDouble").asDouble());
    }

    private static Map<String, Long> counts(Points points) {
        Map<String, Long> counts = new TreeMap<>();
        for (Points.Point point : points.latest()) {
            counts.merge(point.tags().toString(), point.count(), Long::sum);
        }
        return counts;
    }
}
