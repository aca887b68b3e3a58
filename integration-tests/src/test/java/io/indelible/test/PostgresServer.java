package io.indelible.test;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL from Maven's own archive of it. It refuses to be run by root, so a root that runs this test lends it
 * the account {@code nobody}.
 */
final class PostgresServer {
    static final String USER = "postgres";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final Path folder;
    private final List<String> asWhom;
    private final int port;
    private final Process process;

    private PostgresServer(Path folder, List<String> asWhom) throws IOException, InterruptedException, SQLException {
        this.folder = folder;
        this.asWhom = asWhom;
        port = ClosedPort.find();
        initialise();
        process = launch(
                "postgres",
                "-D",
                data(),
                "-p",
                Integer.toString(port),
                "-k",
                folder.toString(),
                "-h",
                "127.0.0.1",
                "-F");
        awaitConnection();
    }

    /** Unpacks and starts one; it listens when this returns. */
    static PostgresServer start() throws IOException, InterruptedException, SQLException {
        // Not below the test's own folder: another account must be able to reach it.
        Path folder = Files.createTempDirectory("indelible-postgres-").toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        unpack(folder);
        return new PostgresServer(folder, asWhom(folder));
    }

    int port() {
        return port;
    }

    /** Makes a database and returns its URL. */
    String create(String database) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return url(database);
    }

    /** Ends it and deletes all it was. */
    void stop() throws IOException, InterruptedException {
        // What SIGTERM asks for, a stop when all clients have gone: they have.
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<String> asWhom(Path folder) throws IOException {
        if (!OtherUser.isRoot(folder)) {
            return List.of();
        }
        OtherUser.give(folder);
        return OtherUser.command();
    }

    private static void unpack(Path folder) throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        String machine = ArchUtils.normalize(System.getProperty("os.arch"));
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            if (archive == null) {
                throw new AssertionError("no PostgreSQL for " + system + " on " + machine + " is on the class path");
            }
            unpack(archive, folder);
        }
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = folder.resolve(entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.resolveSibling("."));
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private void initialise() throws IOException, InterruptedException {
        Process initdb = launch("initdb", "-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
        if (initdb.waitFor() != 0) {
            throw new AssertionError("initdb failed:\n" + said("initdb"));
        }
    }

    private Process launch(String tool, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asWhom);
        command.add(folder.resolve("bin").resolve(tool).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(tool).toFile())
                .start();
    }

    private void awaitConnection() throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                connect().close();
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                    process.destroyForcibly();
                    throw new AssertionError("PostgreSQL did not start:\n" + said("postgres"), notYet);
                }
                Thread.sleep(50);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"), USER, "");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path log(String tool) {
        return folder.resolve(tool + ".log");
    }

    private String said(String tool) {
        try {
            return Files.readString(log(tool));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
