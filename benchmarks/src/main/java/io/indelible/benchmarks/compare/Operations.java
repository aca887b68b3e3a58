package io.indelible.benchmarks.compare;

import com.sun.net.httpserver.HttpServer;
import io.indelible.benchmarks.ScratchFolder;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;

/** The operations that are compared: each is what an application would write, and none knows of any agent. */
final class Operations {
    private static final int FILE_BYTES = 64 * 1024;

    private final Workload.Operation operation;
    private final AutoCloseable after;

    private Operations(Workload.Operation operation, AutoCloseable after) {
        this.operation = operation;
        this.after = after;
    }

    static Operations named(String name, Path work) throws Exception {
        return named(name, work, "");
    }

    /** With a database of this name, where there is one. */
    static Operations named(String name, Path work, String database) throws Exception {
        Files.createDirectories(work);
        return switch (name) {
            case "hello" -> new Operations(number -> {}, () -> {});
            case "hash" -> hash(work);
            case "copy" -> copy(work);
            case "small-files" -> smallFiles(work, ScratchFolder.createInMemory());
            case "small-files-here" -> smallFiles(work, Files.createTempDirectory(work, "copies"));
            case "small-copies-here" -> smallCopies(work, Files.createTempDirectory(work, "copies"));
            case "jdbc" -> jdbc(database);
            case "http" -> http();
            default -> throw new IllegalArgumentException(name);
        };
    }

    Workload.Operation operation() {
        return operation;
    }

    /** Ends what the operations needed. */
    void end() throws Exception {
        after.close();
    }

    /** A 64 KiB file read through a stream and hashed. */
    private static Operations hash(Path work) throws Exception {
        Path file = file(work);
        byte[] buffer = new byte[8192];
        return new Operations(
                number -> {
                    MessageDigest digest = MessageDigest.getInstance("SHA-256");
                    try (var in = Files.newInputStream(file)) {
                        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                            digest.update(buffer, 0, read);
                        }
                    }
                    if (digest.digest().length != 32) {
                        throw new IllegalStateException();
                    }
                },
                () -> {});
    }

    /** A 64 KiB file copied by the JDK. */
    private static Operations copy(Path work) throws Exception {
        Path file = file(work);
        Path target = work.resolve("copy");
        return new Operations(number -> Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING), () -> {});
    }

    /**
     * A file of 4 KiB copied by a loop to a new file each time; deleted when all is done.
     */
    private static Operations smallFiles(Path work, Path copies) throws Exception {
        Path file = Files.write(work.resolve("small"), new byte[4096]);
        byte[] block = new byte[8192];
        return new Operations(
                number -> {
                    Path target = copies.resolve(Integer.toString(number));
                    try (InputStream in = new FileInputStream(file.toFile());
                            OutputStream out = new FileOutputStream(target.toFile())) {
                        for (int count = in.read(block); count >= 0; count = in.read(block)) {
                            out.write(block, 0, count);
                        }
                    }
                },
                () -> ScratchFolder.delete(copies));
    }

    /** The same by one call. */
    private static Operations smallCopies(Path work, Path copies) throws Exception {
        Path file = Files.write(work.resolve("small"), new byte[4096]);
        return new Operations(
                number -> Files.copy(file, copies.resolve(Integer.toString(number))),
                () -> ScratchFolder.delete(copies));
    }

    /** One prepared query on a database in memory. */
    private static Operations jdbc(String database) throws Exception {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:compare" + database);
        connection.createStatement().execute("CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(50))");
        connection.createStatement().execute("INSERT INTO item VALUES (1, 'one')");
        PreparedStatement query = connection.prepareStatement("SELECT name FROM item WHERE id = ?");
        return new Operations(
                number -> {
                    query.setInt(1, 1);
                    try (ResultSet rows = query.executeQuery()) {
                        rows.next();
                    }
                },
                connection);
    }

    /** One request over loopback: a client span and a server span. */
    private static Operations http() throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or each answer waits for an acknowledgement
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/items", exchange -> {
            byte[] body = {'o', 'k'};
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        HttpClient client = HttpClient.newHttpClient();
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/items");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return new Operations(
                number -> {
                    if (client.send(request, BodyHandlers.ofByteArray()).statusCode() != 200) {
                        throw new IllegalStateException();
                    }
                },
                () -> server.stop(0));
    }

    private static Path file(Path work) throws Exception {
        byte[] content = new byte[FILE_BYTES];
        Arrays.fill(content, (byte) 7);
        return Files.write(work.resolve("input"), content);
    }
}
