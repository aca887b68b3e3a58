package io.indelible.test.app;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Ways to send a file with a request, and ways that only look like it. */
final class Uploads {
    /** Until the process ends. */
    private static final List<HttpURLConnection> KEPT = new ArrayList<>();

    private Uploads() {}

    /** What is sent with one request. */
    private interface Body {
        void writeTo(OutputStream out) throws Exception;
    }

    /** What is done while a server is there. */
    private interface Errand {
        void run(URI server) throws Exception;
    }

    static void addTo(Map<String, Flows.Flow> all) {
        all.put(
                "upload",
                (a, b, folder) -> serving(server -> {
                    HttpRequest request = HttpRequest.newBuilder(server)
                            .PUT(HttpRequest.BodyPublishers.ofFile(a))
                            .build();
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
                }));
        whole(all);
        notWhole(all);
        unanswered(all);
    }

    private static void whole(Map<String, Flows.Flow> all) {
        all.put("post-files-copy", (a, b, folder) -> serving(server -> post(server, out -> Files.copy(a, out))));
        all.put(
                "post-files-copy-buffered",
                (a, b, folder) -> serving(server -> put(server, out -> {
                    OutputStream buffered = new BufferedOutputStream(out);
                    Files.copy(a, buffered);
                    buffered.flush();
                })));
        all.put(
                "post-opened-before",
                (a, b, folder) -> serving(server -> {
                    try (InputStream in = new FileInputStream(a.toFile())) {
                        HttpURLConnection connection = open(server);
                        connection.setChunkedStreamingMode(0);
                        send(connection, in::transferTo);
                    }
                }));
        all.put(
                "post-opened-after",
                (a, b, folder) -> serving(server -> {
                    HttpURLConnection connection = open(server);
                    connection.setFixedLengthStreamingMode(Flows.SIZE);
                    send(connection, out -> {
                        try (InputStream in = new FileInputStream(a.toFile())) {
                            Flows.loop(in, out, Flows.BLOCK);
                        }
                    });
                }));
        all.put(
                "post-buffered",
                (a, b, folder) -> serving(server -> put(server, out -> {
                    OutputStream buffered = new BufferedOutputStream(out);
                    try (InputStream in = new BufferedInputStream(Files.newInputStream(a))) {
                        Flows.loop(in, buffered, 1000);
                    }
                    buffered.flush();
                })));
        all.put(
                "post-bytes",
                (a, b, folder) -> serving(server -> post(server, out -> {
                    try (InputStream in = new BufferedInputStream(new FileInputStream(a.toFile()))) {
                        for (int value = in.read(); value >= 0; value = in.read()) {
                            out.write(value);
                        }
                    }
                })));
        all.put(
                "post-read-all",
                (a, b, folder) -> serving(server -> {
                    byte[] content = Files.readAllBytes(a);
                    post(server, out -> out.write(content));
                }));
        all.put(
                "post-form",
                (a, b, folder) -> serving(server -> post(server, out -> {
                    text(out, "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n");
                    Files.copy(a, out);
                    text(out, "\r\n--x\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n");
                    try (InputStream in = Files.newInputStream(folder.resolve("c.bin"))) {
                        Flows.loop(in, out, Flows.BLOCK);
                    }
                    text(out, "\r\n--x--\r\n");
                })));
        all.put(
                "post-again",
                (a, b, folder) -> serving(server -> {
                    byte[] content = Files.readAllBytes(a);
                    post(server.resolve("/first"), out -> out.write(content));
                    post(server.resolve("/second"), out -> out.write(content));
                }));
        all.put(
                "post-one-after-the-other",
                (a, b, folder) -> serving(server -> {
                    post(server.resolve("/first"), out -> Files.copy(a, out));
                    post(server.resolve("/second"), out -> Files.copy(folder.resolve("c.bin"), out));
                }));
        all.put(
                "post-hashed",
                (a, b, folder) -> serving(server -> {
                    MessageDigest digest = MessageDigest.getInstance("SHA-256");
                    try (InputStream in = new DigestInputStream(Files.newInputStream(a), digest)) {
                        post(server, in::transferTo);
                    }
                    digest.digest();
                }));
    }

    private static void notWhole(Map<String, Flows.Flow> all) {
        all.put(
                "post-part",
                (a, b, folder) -> serving(server -> post(server, out -> {
                    try (InputStream in = Files.newInputStream(a)) {
                        in.readNBytes(10);
                        Flows.loop(in, out, Flows.BLOCK);
                    }
                })));
        all.put(
                "post-beginning",
                (a, b, folder) -> serving(server -> {
                    try (InputStream in = Files.newInputStream(a)) {
                        post(server, out -> out.write(in.readNBytes(Flows.BLOCK)));
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                }));
        all.put(
                "post-other",
                (a, b, folder) -> serving(server -> post(server, out -> {
                    byte[] content = Files.readAllBytes(a);
                    out.write(new byte[content.length]);
                })));
        all.put(
                "post-changed",
                (a, b, folder) -> serving(server -> post(server, out -> {
                    byte[] content = Files.readAllBytes(a);
                    for (int i = 0; i < content.length; i++) {
                        content[i] ^= 0x55;
                    }
                    out.write(content);
                })));
        all.put(
                "post-halves",
                (a, b, folder) -> serving(server -> {
                    byte[] content = Files.readAllBytes(a);
                    int half = content.length / 2;
                    post(server, out -> out.write(Arrays.copyOf(content, half)));
                    post(server, out -> out.write(content, half, content.length - half));
                }));
        all.put(
                "post-reset",
                (a, b, folder) -> serving(server -> post(server, out -> {
                    Files.copy(a, out);
                    ((ByteArrayOutputStream) out).reset();
                    text(out, "nothing");
                })));
        all.put(
                "post-inside",
                (a, b, folder) -> serving(server -> {
                    try (OutputStream out = new PostedWhenWritten(server)) {
                        Files.copy(a, out);
                    }
                }));
    }

    /** Nobody asks for the response. */
    private static void unanswered(Map<String, Flows.Flow> all) {
        all.put(
                "post-disconnected",
                (a, b, folder) -> serving(
                        server -> write(server, out -> Files.copy(a, out)).disconnect()));
        all.put(
                "post-dropped",
                (a, b, folder) -> serving(server -> {
                    WeakReference<Object> dropped = new WeakReference<>(write(server, out -> Files.copy(a, out)));
                    while (!dropped.refersTo(null)) {
                        System.gc();
                    }
                }));
        all.put("post-kept", (a, b, folder) -> serving(server -> KEPT.add(write(server, out -> Files.copy(a, out)))));
    }

    private static HttpURLConnection write(URI uri, Body body) throws Exception {
        HttpURLConnection connection = open(uri);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(Flows.SIZE);
        try (OutputStream out = connection.getOutputStream()) {
            body.writeTo(out);
        }
        return connection;
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static HttpURLConnection open(URI uri) throws IOException {
        return (HttpURLConnection) uri.toURL().openConnection();
    }

    private static void post(URI uri, Body body) throws Exception {
        send(open(uri), body);
    }

    private static void put(URI uri, Body body) throws Exception {
        HttpURLConnection connection = open(uri);
        connection.setRequestMethod("PUT");
        connection.setChunkedStreamingMode(4096);
        send(connection, body);
    }

    private static void send(HttpURLConnection connection, Body body) throws Exception {
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            body.writeTo(out);
        }
        if (connection.getResponseCode() != 204) {
            throw new IOException("answered " + connection.getResponseCode());
        }
    }

    private static void serving(Errand errand) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            errand.run(URI.create("http://localhost:" + server.getAddress().getPort() + "/"));
        } finally {
            server.stop(0);
        }
    }

    /** Makes its request when the first bytes are there: the request is part of whatever writes here. */
    private static final class PostedWhenWritten extends OutputStream {
        private final HttpURLConnection connection;
        private OutputStream body;

        PostedWhenWritten(URI uri) throws IOException {
            connection = open(uri);
            connection.setDoOutput(true);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (body == null) {
                body = connection.getOutputStream();
            }
            body.write(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            body.close();
            connection.getResponseCode();
        }
    }
}
