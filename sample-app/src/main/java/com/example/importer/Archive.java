package com.example.importer;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Holds every content once, named by its hash; further names of a content are hard links to it. */
final class Archive {
    private final Path folder;

    Archive(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Copies a file in; it is no part of the archive until {@link #keep}, so a crash leaves nothing half. */
    void receive(Path source, String hash) throws IOException {
        Path incoming = incoming(hash);
        Files.createDirectories(incoming.resolveSibling("."));
        Files.copy(source, incoming, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes what was received part of the archive. */
    void keep(String hash) throws IOException {
        Path content = content(hash);
        Files.createDirectories(content.resolveSibling("."));
        Files.move(incoming(hash), content, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives a content that the archive has a further name. */
    void link(String hash, String name) throws IOException {
        Path link = folder.resolve("links").resolve(name);
        Files.createDirectories(link.resolveSibling("."));
        Files.deleteIfExists(link);
        Files.createLink(link, content(hash));
    }

    /** Deletes everything. */
    void clear() throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new Deletion());
        }
    }

    private Path content(String hash) {
        return folder.resolve("contents").resolve(hash.substring(0, 2)).resolve(hash);
    }

    private Path incoming(String hash) {
        return folder.resolve("incoming").resolve(hash);
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
