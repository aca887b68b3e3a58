package io.indelible.test.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/**
 * Hashes, copies, deletes, queries and requests on several threads until it is killed. Says {@code done <kind> <token> .}
 * after each operation that has returned; the token is nowhere else, and the dot tells a line that is whole.
 *
 * <p>Arguments: a folder, and a prefix of the tokens.
 */
public final class KillLoad {
    private static final int BYTES = 512;
    private static final long SLOW_MILLIS = 1_700;

    private final Path folder;
    private final String prefix;

    private KillLoad(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /** One kind of work. */
    private interface Work {
        void run(String token) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        KillLoad load = new KillLoad(Path.of(args[0]), args[1]);
        HttpServer server = load.server();
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/item/");
        HttpClient client = HttpClient.newHttpClient();
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + args[1]);
        load.loop("f", load::files);
        load.loop("g", load::files);
        load.loop("s", token -> statements(connection, token));
        Connection slow = DriverManager.getConnection("jdbc:h2:mem:slow" + args[1]);
        try (Statement statement = slow.createStatement()) {
            statement.execute("CREATE ALIAS SLEEP FOR \"io.indelible.test.app.KillLoad.sleep\"");
        }
        load.loop("w", token -> slow(slow, token));
        load.loop("r", token -> request(client, address, token));
    }

    private void loop(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; ; i++) {
                        run(work, prefix + name + i);
                    }
                },
                "load-" + name);
        thread.start();
    }

    private static void run(Work work, String token) {
        try {
            work.run(token);
        } catch (Exception failed) {
            System.out.println("failed " + token + " " + failed);
            System.out.flush();
        }
    }

    private void files(String token) throws Exception {
        Path file = folder.resolve(token);
        // No zeros: a file of those could be any memory, and its hash is not told by its name.
        Files.write(file, token.repeat(BYTES).substring(0, BYTES).getBytes(StandardCharsets.US_ASCII));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            digest.update(in.readAllBytes());
        }
        digest.digest();
        done("hash", token);
        Path copy = folder.resolve(token + "c");
        Files.copy(file, copy);
        done("copy", token + "c");
        Files.delete(copy);
        done("delete", token + "c");
        Files.delete(file);
        done("delete", token);
    }

    private static void statements(Connection connection, String token) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + token + " (ID INT)");
            done("create", token);
            statement.executeUpdate("INSERT INTO " + token + " VALUES (1)");
            done("insert", token);
            statement.execute("DROP TABLE " + token);
            done("drop", token);
        }
    }

    /** Longer than a second: the open one is told when this is killed, the ended ones are not. */
    private static void slow(Connection connection, String token) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + token + " AS SELECT SLEEP(" + SLOW_MILLIS + ")");
            done("create", token);
        }
    }

    /** For the database. */
    public static int sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return 1;
    }

    private static void request(HttpClient client, URI address, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(token)).build();
        client.send(request, BodyHandlers.discarding());
        done("request", token);
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/item/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void done(String kind, String token) {
        synchronized (System.out) {
            System.out.println("done " + kind + " " + token + " .");
            System.out.flush();
        }
    }
}
