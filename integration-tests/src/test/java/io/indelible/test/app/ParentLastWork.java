package io.indelible.test.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.XXHash32;
import org.h2.Driver;

/** Hashes, copies, queries and asks over HTTP with libraries that {@link ParentLast} has in other versions. */
public final class ParentLastWork {
    private static final int BYTES = 64 << 10;

    private ParentLastWork() {}

    /** What came of it, and by which libraries. */
    public static String work(String folder, String name, String address) throws Exception {
        Path source = Path.of(folder, name + ".source");
        Files.write(source, new byte[BYTES]);
        String copied = Files.copy(source, source.resolveSibling(name + ".copy"))
                .getFileName()
                .toString();
        return name + " copied " + copied + " hash " + hashes(source) + " rows " + rows(name) + " answer "
                + answer(address) + " json " + json(name) + " own "
                + (ParentLastWork.class.getClassLoader() != ClassLoader.getSystemClassLoader());
    }

    private static String hashes(Path file) throws IOException {
        String sha;
        try (InputStream in = Files.newInputStream(file)) {
            sha = DigestUtils.sha256Hex(in);
        }
        XXHash32 checksum = new XXHash32();
        byte[] bytes = new byte[BYTES];
        checksum.update(bytes, 0, bytes.length);
        return sha + " " + checksum.getValue() + place(DigestUtils.class);
    }

    private static String rows(String name) throws SQLException {
        // A container's DriverManager knows the driver of each application, and gives each its own.
        if (!Driver.load().acceptsURL("jdbc:h2:mem:")) {
            throw new SQLException("not H2");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + name);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE item (name VARCHAR)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item VALUES (?)")) {
                insert.setString(1, name);
                insert.executeUpdate();
            }
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM item")) {
                rows.next();
                return rows.getInt(1) + place(connection.getClass());
            }
        }
    }

    private static int answer(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String json(String name) throws IOException {
        JsonFactory factory = new JsonFactory();
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("name", name);
            out.writeEndObject();
        }
        try (JsonParser in = factory.createParser(text.toString())) {
            in.nextToken();
            in.nextToken();
            return in.nextTextValue() + place(JsonFactory.class);
        }
    }

    private static String place(Class<?> type) {
        boolean own = type.getClassLoader() == ParentLastWork.class.getClassLoader();
        String path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return " by " + (own ? "own " : "") + path.substring(path.lastIndexOf('/') + 1);
    }
}
