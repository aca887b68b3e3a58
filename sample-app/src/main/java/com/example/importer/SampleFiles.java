package com.example.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;

/** Makes the same input every time: some contents under two names, and three files that cannot be imported. */
final class SampleFiles {
    /** Every fifth file repeats the content of the one two before it. */
    private static final int DUPLICATE_EVERY = 5;

    private static final int KIB = 1024;
    private static final int FOLDERS = 7;

    private SampleFiles() {}

    /** Creates what is missing and returns the folder. */
    static Path create(Path folder, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path file = folder.resolve("folder-" + i % FOLDERS).resolve(String.format("file-%05d.dat", i));
            write(file, i % DUPLICATE_EVERY == DUPLICATE_EVERY - 1 ? i - 2 : i);
        }
        createBroken(folder.resolve("broken"));
        return folder;
    }

    /** How many of so many files repeat another one's content. */
    static int duplicates(int files) {
        return files / DUPLICATE_EVERY;
    }

    private static void write(Path file, int seed) throws IOException {
        if (!Files.exists(file)) {
            byte[] content = new byte[size(seed)];
            new Random(seed).nextBytes(content);
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, content);
        }
    }

    private static int size(int seed) {
        return seed % 20 == 0 ? KIB * KIB : KIB * (1 + seed * 31 % 64);
    }

    private static void createBroken(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("refused.dat"), "The catalog refuses this name.");
        Files.writeString(folder.resolve("failing.dat"), "The catalog fails on this name.");
        createDanglingLink(folder.resolve("vanished.dat"));
    }

    private static void createDanglingLink(Path link) throws IOException {
        try {
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of("nowhere.dat"));
            }
        } catch (UnsupportedOperationException noLinksHere) {
            // one broken file fewer
        }
    }
}
