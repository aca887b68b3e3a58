package io.indelible.test.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks through folders in every way there is, each way in a folder of its own that has the name of the way and holds six
 * files and folders, two of them at the top. Argument: a folder of its own.
 */
@SuppressWarnings("StreamResourceLeak") // what is not closed is what is tried
public final class Scanning {
    private Scanning() {}

    public static void main(String[] args) throws IOException {
        Path all = Path.of(args[0]);
        walks(all);
        lists(all);
        oldWays(all);
        failures(all);
        nothing(all);
        try (FileSystem zip = FileSystems.newFileSystem(all.resolve("x.zip"), Map.of("create", "true"))) {
            count(Files.walk(tree(zip.getPath("/"), "in-archive")));
        }
    }

    private static void walks(Path all) throws IOException {
        count(Files.walk(tree(all, "walk")));
        count(Files.walk(tree(all, "depth"), 1));
        count(Files.find(tree(all, "find"), 9, (path, facts) -> facts.isRegularFile()));
        Files.walkFileTree(tree(all, "visit"), new SimpleFileVisitor<>() {});
        Files.walkFileTree(tree(all, "stop"), new Stopping());
        Files.walkFileTree(tree(all, "copying"), new Copying());
        try (Stream<Path> some = Files.walk(tree(all, "first"))) {
            System.out.println(some.skip(1).findFirst().isPresent());
        }
        Iterator<Path> unclosed = Files.walk(tree(all, "unclosed")).iterator();
        while (unclosed.hasNext()) {
            unclosed.next();
        }
        System.out.println(Files.walk(tree(all, "parallel"))
                .parallel()
                .filter(Files::isRegularFile)
                .count());
    }

    private static void lists(Path all) throws IOException {
        count(Files.list(tree(all, "list")));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree(all, "stream"))) {
            for (Path entry : entries) {
                // As a program does that walks by itself: a scan of each.
                if (Files.isDirectory(entry)) {
                    count(Files.list(entry));
                }
            }
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree(all, "glob"), "*.txt")) {
            entries.forEach(entry -> {});
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree(all, "filter"), Files::isDirectory)) {
            entries.forEach(entry -> {});
        }
        Files.newDirectoryStream(tree(all, "opened")).close();
    }

    private static void oldWays(Path all) throws IOException {
        print(tree(all, "names").toFile().list());
        print(tree(all, "some-names").toFile().list((folder, name) -> name.endsWith(".txt")));
        print(tree(all, "files").toFile().listFiles());
        print(tree(all, "some-files").toFile().listFiles(File::isDirectory));
        print(all.resolve("no-files").toFile().listFiles());

        File file = Files.writeString(all.resolve("old.txt"), "content").toFile();
        File renamed = all.resolve("new.txt").toFile();
        System.out.println(file.renameTo(renamed));
        System.out.println(file.renameTo(all.resolve("never.txt").toFile()));
        System.out.println(renamed.delete());
        System.out.println(renamed.delete());
        System.out.println(tree(all, "full").toFile().delete());
        System.out.println(new File("a\0b").delete());
        print(new File("a\0b").list());
        Files.writeString(all.resolve("at-exit.txt"), "x").toFile().deleteOnExit();
    }

    private static void failures(Path all) throws IOException {
        fails(() -> Files.walk(all.resolve("no-walk")));
        fails(() -> Files.list(all.resolve("no-list")));
        fails(() -> Files.newDirectoryStream(Files.writeString(all.resolve("no-folder"), "x")));
        fails(() -> Files.walkFileTree(all.resolve("no-visit"), new SimpleFileVisitor<>() {}));
        System.out.println(Files.walk(all.resolve("no-folder")).count());
    }

    private static void nothing(Path all) throws IOException {
        count(Files.list(Path.of(System.getProperty("java.home"))));
        System.out.println(new File("/proc/self/fd").list() != null);
        count(Files.walk(Path.of(System.getProperty("java.home"), "lib", "security")));
        System.out.println(Files.exists(all));
    }

    private static Path tree(Path all, String name) throws IOException {
        Path root = Files.createDirectories(all.resolve(name));
        Path deep = Files.createDirectories(root.resolve("sub").resolve("deep"));
        for (Path file : List.of(
                root.resolve("a.txt"),
                deep.resolveSibling("b.txt"),
                deep.resolveSibling("c.txt"),
                deep.resolve("d.txt"))) {
            Files.writeString(file, "content");
        }
        return root;
    }

    private static void count(Stream<?> entries) {
        try (entries) {
            System.out.println(entries.count());
        }
    }

    private static void print(Object[] found) {
        System.out.println(found == null ? "null" : found.length);
    }

    private static void fails(Action action) {
        try {
            action.run();
            System.out.println("no failure");
        } catch (IOException failure) {
            System.out.println(failure.getClass().getName());
        }
    }

    private interface Action {
        Object run() throws IOException;
    }

    /** Stops at the first file. */
    private static final class Stopping extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
            return folder.endsWith("sub") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }
    }

    /** Does work of its own inside a walk: copies each file, which is no part of the scan. */
    private static final class Copying extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
            if (!file.toString().endsWith(".copy")) {
                Files.copy(file, Path.of(file + ".copy"));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
