package io.indelible.test.app;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.HttpsURLConnection;

/** Sends a file to a server whose certificate it trusts, once by each way, to a path that says which. */
public final class SecureUploads {
    private SecureUploads() {}

    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        Path file = Path.of(arguments[1]);

        HttpsURLConnection inChunks = open(server.resolve("/chunked"));
        inChunks.setChunkedStreamingMode(0);
        send(inChunks, file);

        HttpsURLConnection withLength = open(server.resolve("/fixed"));
        withLength.setFixedLengthStreamingMode(Files.size(file));
        send(withLength, file);

        send(open(server.resolve("/collected")), file);

        HttpRequest request = HttpRequest.newBuilder(server.resolve("/client"))
                .PUT(BodyPublishers.ofFile(file))
                .build();
        expectNoContent(HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode());
    }

    private static HttpsURLConnection open(URI uri) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        return connection;
    }

    private static void send(HttpsURLConnection connection, Path file) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile());
                OutputStream out = connection.getOutputStream()) {
            Flows.loop(in, out, Flows.BLOCK);
        }
        expectNoContent(connection.getResponseCode());
    }

    private static void expectNoContent(int status) throws IOException {
        if (status != 204) {
            throw new IOException("answered " + status);
        }
    }
}
