package com.example.importer;

import com.example.importer.FileTable.KnownName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Imports every file of a folder; one that cannot be imported is reported and the next one goes on. */
final class FolderImport {
    private final Path input;
    private final Archive archive;
    private final FileTable table;
    private final CatalogClient catalog;
    private final Progress progress;

    FolderImport(Path input, Archive archive, FileTable table, CatalogClient catalog, Progress progress) {
        this.input = input;
        this.archive = archive;
        this.table = table;
        this.catalog = catalog;
        this.progress = progress;
    }

    /** Imports once; throws only when the folder itself cannot be read. */
    ImportReport run() throws IOException {
        ImportReport report = new ImportReport();
        for (Path file : files(report)) {
            String name = name(file);
            try {
                importFile(file, name, report);
            } catch (IOException | SQLException failure) {
                report.failed(name, failure);
            }
        }
        return report;
    }

    private List<Path> files(ImportReport report) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(input, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                report.failed(name(file), failure);
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null); // the order of a folder differs between file systems
        return files;
    }

    private void importFile(Path file, String name, ImportReport report) throws IOException, SQLException {
        String hash = ContentHash.of(file);
        progress.done("hash", name);
        long size = Files.size(file);
        List<KnownName> names = table.names(hash);
        progress.done("query", name);
        if (names.isEmpty()) {
            copy(file, name, hash, size);
            report.copied(size);
        } else if (names.stream().noneMatch(known -> known.name().equals(name))) {
            link(name, hash, size);
            report.linked(size);
        } else {
            announceIfOpen(names, name, hash, size);
            report.known(size);
        }
    }

    private void copy(Path file, String name, String hash, long size) throws IOException, SQLException {
        archive.receive(file, hash);
        progress.done("copy", name);
        archive.keep(hash);
        progress.done("move", name);
        insert(name, hash, size);
        announce(name, hash, size);
    }

    private void link(String name, String hash, long size) throws IOException, SQLException {
        archive.link(hash, name);
        progress.done("link", name);
        insert(name, hash, size);
        if (catalog.knows(name, hash)) {
            markAnnounced(name);
        } else {
            announce(name, hash, size);
        }
    }

    /** An earlier run may have ended, or the catalog may have failed, before it accepted the file. */
    private void announceIfOpen(List<KnownName> names, String name, String hash, long size)
            throws IOException, SQLException {
        if (!names.contains(new KnownName(name, true))) {
            announce(name, hash, size);
        }
    }

    private void announce(String name, String hash, long size) throws IOException, SQLException {
        catalog.announce(name, hash, size);
        markAnnounced(name);
    }

    private void insert(String name, String hash, long size) throws SQLException {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        table.insert(name, hash, size, Map.of("extension", extension, "source", input.toString()));
        progress.done("insert", name);
    }

    private void markAnnounced(String name) throws SQLException {
        table.markAnnounced(name);
        progress.done("update", name);
    }

    private String name(Path file) {
        return input.relativize(file).toString();
    }
}
