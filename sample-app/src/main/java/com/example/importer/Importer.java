package com.example.importer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The command line: imports a folder into an archive that holds every content once.
 *
 * <p>Exit codes: 0 the import ran to its end, files that could not be imported are listed; 1 it could not run; 2 the
 * command line is wrong.
 */
public final class Importer {
    private Importer() {}

    /** Runs and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /** Runs and returns the exit code. */
    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            return run(ImporterOptions.parse(args), out, err);
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            err.println(ImporterOptions.USAGE);
            return 2;
        }
    }

    private static int run(ImporterOptions options, PrintStream out, PrintStream err) {
        if (options.help) {
            out.println(ImporterOptions.USAGE);
            return 0;
        }
        try {
            importFolder(options, out);
            return 0;
        } catch (IOException | SQLException | RuntimeException failure) {
            err.println("The import could not run: " + failure);
            return 1;
        }
    }

    private static void importFolder(ImporterOptions options, PrintStream out) throws IOException, SQLException {
        Path work = options.work != null ? options.work : Files.createTempDirectory("importer-");
        Path input = input(options, work);
        URI service = options.service;
        if (service != null) {
            importRounds(options, input, work, service, out);
            return;
        }
        try (ServiceProcess process = ServiceProcess.start(work.resolve("service"))) {
            importRounds(options, input, work, process.address(), out);
        }
    }

    private static Path input(ImporterOptions options, Path work) throws IOException {
        Path given = options.input;
        if (given == null) {
            return SampleFiles.create(work.resolve("input"), options.files);
        }
        if (!Files.isDirectory(given)) {
            throw new IOException(given + " is not a folder");
        }
        return given;
    }

    private static void importRounds(ImporterOptions options, Path input, Path work, URI service, PrintStream out)
            throws IOException, SQLException {
        Archive archive = new Archive(work.resolve("archive"));
        try (FileTable table = FileTable.open(jdbcUrl(options, work), options.user, options.password)) {
            Progress progress = options.acknowledge ? Progress.printing(out) : Progress.SILENT;
            FolderImport folderImport =
                    new FolderImport(input, archive, table, new CatalogClient(service, progress), progress);
            for (long round = 0; round < options.rounds; round++) {
                if (round > 0) {
                    archive.clear();
                    table.clear();
                }
                ImportReport report = folderImport.run();
                out.println(report.summary(input, archive.folder()));
            }
            out.println(table.statistics());
        }
    }

    private static String jdbcUrl(ImporterOptions options, Path work) {
        Path database = work.toAbsolutePath().resolve("database").resolve("importer");
        return Objects.requireNonNullElse(options.jdbcUrl, "jdbc:h2:file:" + database);
    }
}
