package io.indelible.exporter.spool;

import io.indelible.exporter.AgentLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Keeps what could not be read, for people to look at: beside the instances, as {@code *.damaged-<milliseconds>}, a bounded
 * number of them.
 */
final class SetAside {
    static final String MARK = ".damaged-";
    private static final int KEPT = 8;
    private static final long KEPT_BYTES = 64L * 1024 * 1024;

    private SetAside() {}

    /** Moves a file or directory beside an instance's directory, under a name that says what it is. */
    static void keep(Path instance, Path damaged, String name, AgentLog log) throws IOException {
        Path root = Objects.requireNonNull(instance.getParent(), "an instance lies in the spool's root");
        Path kept = root.resolve(name + MARK + System.currentTimeMillis());
        Files.move(damaged, kept);
        log.warn("set aside as " + kept, null);
        bound(root);
    }

    private static void bound(Path root) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "*" + MARK + "*")) {
            entries.forEach(all::add);
        }
        all.sort(Comparator.comparing(SetAside::time).reversed());
        long bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            bytes += size(all.get(i));
            if (i > 0 && (i >= KEPT || bytes > KEPT_BYTES)) {
                delete(all.get(i));
            }
        }
    }

    private static String time(Path path) {
        String name = path.getFileName().toString();
        return name.substring(name.lastIndexOf('-') + 1);
    }

    static long size(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.size(path);
        }
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            SpoolDirectory.deleteTree(path);
        } else {
            Files.deleteIfExists(path);
        }
    }
}
