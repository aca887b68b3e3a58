package io.indelible.test.app;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HexFormat;

/**
 * Does a round of everything for each line of its input: a copy, a hash, a query and a request, with objects that live from
 * the first round to the last. The last line it is given is {@code end}. Argument: a folder. Needs H2.
 */
public final class Errands {
    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final Connection database;

    private Errands(Path folder) throws Exception {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/errands", exchange -> {
            byte[] answer = "welcome".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        database = DriverManager.getConnection("jdbc:h2:mem:errands");
        database.createStatement().execute("CREATE TABLE item (name VARCHAR)");
    }

    public static void main(String[] args) throws Exception {
        Errands errands = new Errands(Path.of(args[0]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
            System.out.println(errands.round(line));
            System.out.flush();
        }
        errands.server.stop(0);
        errands.database.close();
    }

    private String round(String name) throws Exception {
        Path source = Files.writeString(folder.resolve(name + ".source"), "x".repeat(5_000) + name);
        Files.copy(source, folder.resolve(name));
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(folder.resolve(name))));
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/errands");
        String answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
        return name + " " + hash + " " + count(name) + " " + answer;
    }

    private int count(String name) throws Exception {
        try (PreparedStatement query = database.prepareStatement("SELECT count(*) FROM item WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
