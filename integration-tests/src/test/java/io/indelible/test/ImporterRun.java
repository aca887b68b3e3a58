package io.indelible.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One import by the sample application. What should have been recorded of it is worked out from the files that it found and
 * from what it says of itself, so the tests need not know how many there are.
 */
final class ImporterRun {
    private static final String WITHOUT = "plain";
    private static final String FILES = "20";

    /** The sample's own folder. */
    final Path work;

    final ForkedJvm.Finished finished;
    final Store store;
    private final List<Content> contents = new ArrayList<>();

    private ImporterRun(Path folder, ForkedJvm.Finished finished) {
        work = workOf(folder);
        this.finished = finished;
        store = new Store(folder, "test");
        readInput();
    }

    /** A file of the input as the importer sees it: {@code fresh} when none before it has the same content. */
    record Content(Path file, String hash, long size, boolean fresh) {}

    /** Runs it with the agent, below this folder. */
    static ImporterRun of(Jdk jdk, Path folder, String... more) {
        return of(jvm(jdk, folder), folder, more);
    }

    /** Runs it in this JVM, which writes its store below the same folder. */
    static ImporterRun of(ForkedJvm jvm, Path folder, String... more) {
        return new ImporterRun(folder, jvm.sample(arguments(folder, more)).run().ok());
    }

    /** What the same import prints without the agent, below the same folder. */
    static ForkedJvm.Finished withoutAgent(Jdk jdk, Path folder) {
        try {
            Path plain = Files.createDirectory(folder.resolve(WITHOUT));
            return jvm(jdk, plain).withoutAgent().sample(arguments(plain)).run().ok();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static ForkedJvm jvm(Jdk jdk, Path folder) {
        return new ForkedJvm(jdk, folder);
    }

    private static String[] arguments(Path folder, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--files", FILES, "--acknowledge", "--work", workOf(folder).toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static Path workOf(Path folder) {
        return folder.resolve("work");
    }

    /** All files of the input in the importer's order. */
    List<Content> contents() {
        return contents;
    }

    /** Those whose content was new. */
    List<Content> fresh() {
        return contents.stream().filter(Content::fresh).toList();
    }

    /** Those whose content was there already. */
    List<Content> repeated() {
        return contents.stream().filter(content -> !content.fresh()).toList();
    }

    /** The links of the input. */
    List<Path> links() {
        return walk(path -> Files.isSymbolicLink(path));
    }

    /** How many operations of a kind the importer said it did. */
    long done(String kind) {
        return finished.out()
                .lines()
                .filter(line -> line.startsWith("done " + kind + " "))
                .count();
    }

    /** How often it said that the catalog answered so. */
    long answered(int status) {
        return finished.out()
                .lines()
                .filter(line -> line.contains("the catalog answered " + status))
                .count();
    }

    /** What it printed, without what differs from run to run. */
    static String printed(ForkedJvm.Finished finished, Path folder) {
        return finished.out()
                .replace(folder.resolve(WITHOUT).toString(), "FOLDER")
                .replace(folder.toString(), "FOLDER")
                .replaceAll(" in [0-9]+[.,][0-9] s\n", " in TIME\n");
    }

    private void readInput() {
        Set<String> seen = new HashSet<>();
        for (Path file : walk(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))) {
            try {
                String hash = hash(Files.readAllBytes(file));
                contents.add(new Content(file, hash, Files.size(file), seen.add(hash)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private List<Path> walk(Predicate<Path> wanted) {
        try (Stream<Path> paths = Files.walk(work.resolve("input"))) {
            return paths.filter(wanted).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
