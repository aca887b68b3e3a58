package io.indelible.test.app;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Calls all that the agent wraps, well and badly, and prints what comes back: results, exceptions, flags. */
public final class Results {
    private static Path folder;
    private static int port;

    private Results() {}

    /** A call with a result or an exception. */
    private interface Call {
        Object run() throws Throwable;
    }

    public static void main(String[] args) throws Exception {
        folder = Path.of(args[0]);
        CountDownLatch never = new CountDownLatch(1);
        HttpServer server = server(never);
        port = server.getAddress().getPort();
        files();
        failures();
        digests();
        channels();
        statements();
        clients(server);
        interrupts(server, never);
        never.countDown();
        server.stop(0);
    }

    private static void show(String what, Call call) {
        try {
            System.out.println(what + " = " + call.run());
        } catch (Throwable thrown) {
            System.out.println(what + " ! " + described(thrown));
        }
        if (Thread.interrupted()) {
            System.out.println(what + " interrupted");
        }
    }

    private static String described(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            text.append(each).append(" suppressed ").append(each.getSuppressed().length);
            if (each == thrown || !ofTheClientsThreads(each)) {
                text.append(frames(each));
            }
        }
        return text.toString()
                .replace(folder.toString(), "FOLDER")
                .replace(":" + port, ":PORT")
                .replaceAll("(Connection|Statement|prep|conn|stat)\\d+", "$1N");
    }

    /** Which of its threads meets a failure first is the JDK's client's own race, agent or not. */
    private static boolean ofTheClientsThreads(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("jdk.internal.net.http"));
    }

    /** Tasks of a pool are run through the bridge, which shows deep inside a stack, and only there. */
    private static String frames(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return Arrays.stream(frames)
                .filter(frame ->
                        frame.equals(frames[0]) || !frame.getClassName().equals("io.indelible.bridge.Bridge"))
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .collect(Collectors.joining(" < ", " [", "] "));
    }

    private static void files() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "content of a");
        Path target = folder.resolve("b");
        show("copy is target", () -> Files.copy(file, target) == target);
        show("copy stream out", () -> Files.copy(file, new ByteArrayOutputStream()));
        show("copy stream in", () -> Files.copy(new ByteArrayInputStream(new byte[77]), folder.resolve("c")));
        Path moved = folder.resolve("d");
        show("move is target", () -> Files.move(target, moved) == moved);
        show("link is link", () -> {
            Path link = folder.resolve("e");
            return Files.createLink(link, moved) == link;
        });
        show("symbolic link", () -> Files.readSymbolicLink(Files.createSymbolicLink(folder.resolve("f"), moved))
                .equals(moved));
        show("delete if exists", () -> Files.deleteIfExists(moved));
        show("delete if exists again", () -> Files.deleteIfExists(moved));
        show("content", () -> Files.readString(folder.resolve("e")));
        show("mismatch", () -> Files.mismatch(file, folder.resolve("e")));
    }

    private static void failures() throws Exception {
        Path file = folder.resolve("a");
        Path absent = folder.resolve("absent");
        Files.createDirectories(folder.resolve("full").resolve("inner"));
        show("copy absent", () -> Files.copy(absent, folder.resolve("x")));
        show("copy existing", () -> Files.copy(file, folder.resolve("c")));
        show("copy null", () -> Files.copy(file, (Path) null));
        show("copy bad option", () -> Files.copy(file, folder.resolve("x"), StandardCopyOption.ATOMIC_MOVE));
        show("copy failing stream", () -> Files.copy(new Failing(), folder.resolve("y")));
        show("move absent", () -> Files.move(absent, folder.resolve("x")));
        show("delete absent", () -> {
            Files.delete(absent);
            return "deleted";
        });
        show("delete full", () -> Files.deleteIfExists(folder.resolve("full")));
        show("link absent", () -> Files.createLink(folder.resolve("x"), absent));
        show("link existing", () -> Files.createSymbolicLink(file, absent));
        show("open absent", () -> new FileInputStream(absent.toFile()));
        show("random absent", () -> new RandomAccessFile(absent.toFile(), "r"));
        show("channel absent", () -> FileChannel.open(absent));
    }

    private static void digests() throws Exception {
        byte[] bytes = new byte[10_000];
        Arrays.fill(bytes, (byte) 7);
        for (String algorithm : new String[] {"MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256", "none such"}) {
            show(algorithm, () -> {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                digest.update(bytes, 1, 9_000);
                digest.update((byte) 3);
                MessageDigest twin = (MessageDigest) digest.clone();
                String hash = hex(digest.digest(bytes));
                return hash + hex(twin.digest()) + hex(digest.digest()) + MessageDigest.isEqual(bytes, bytes);
            });
        }
        show("digest no room", () -> MessageDigest.getInstance("MD5").digest(new byte[4], 0, 4));
        show("digest outside", () -> {
            MessageDigest.getInstance("MD5").update(new byte[4], 2, 4);
            return "updated";
        });
        show("digest null", () -> MessageDigest.getInstance("MD5").digest(null));
        show("read closed", () -> {
            FileInputStream in = new FileInputStream(folder.resolve("a").toFile());
            in.close();
            return in.read();
        });
        show("read outside", () -> {
            try (InputStream in = new FileInputStream(folder.resolve("a").toFile())) {
                return in.read(new byte[2], 1, 5);
            }
        });
    }

    private static void channels() {
        show("transfer", () -> {
            try (FileChannel in = FileChannel.open(folder.resolve("a"));
                    FileChannel out = FileChannel.open(
                            folder.resolve("t"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                return in.transferTo(0, 100, out) + " " + in.transferTo(100, 1, out) + " " + out.position();
            }
        });
        show("transfer closed", () -> {
            FileChannel in = FileChannel.open(folder.resolve("a"));
            in.close();
            return in.transferTo(0, 1, nowhere());
        });
        show("transfer negative", () -> {
            try (FileChannel in = FileChannel.open(folder.resolve("a"))) {
                return in.transferTo(-1, 1, nowhere());
            }
        });
    }

    private static WritableByteChannel nowhere() {
        return java.nio.channels.Channels.newChannel(new ByteArrayOutputStream());
    }

    private static void statements() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:results");
                Statement statement = connection.createStatement()) {
            show("create", () -> statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(5))"));
            show("insert", () -> statement.executeUpdate("INSERT INTO T VALUES (1, 'a'), (2, 'b')"));
            show("duplicate", () -> statement.executeUpdate("INSERT INTO T VALUES (1, 'a')"));
            show("syntax", () -> statement.executeQuery("SELEC 1"));
            show("state", () -> {
                try {
                    return statement.execute("SELECT * FROM NOWHERE");
                } catch (SQLException failure) {
                    return failure.getSQLState() + " " + failure.getErrorCode() + " " + failure.getNextException();
                }
            });
            show("batch", () -> {
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO T VALUES (?, ?)")) {
                    for (int i = 1; i < 4; i++) {
                        insert.setInt(1, i);
                        insert.setString(2, "n" + i);
                        insert.addBatch();
                    }
                    return Arrays.toString(insert.executeBatch());
                }
            });
            show("null", () -> statement.execute(null));
            show("unwrapped", () -> statement.getConnection() == connection);
        }
        show("no driver", () -> DriverManager.getConnection("jdbc:none:such"));
        show("bad address", () -> DriverManager.getConnection("jdbc:h2:mem:x;UNKNOWN=1"));
    }

    private static void clients(HttpServer server) throws Exception {
        URI here = URI.create("http://localhost:" + server.getAddress().getPort() + "/ok");
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(here).build();
        show("send", () -> client.send(request, BodyHandlers.ofString()).body());
        show("async", () -> {
            CompletableFuture<HttpResponse<String>> future = client.sendAsync(request, BodyHandlers.ofString());
            return future.join().body() + future.isDone() + future.getClass().getName();
        });
        show(
                "same request",
                () -> client.send(request, BodyHandlers.discarding()).request().equals(request));
        show("headers", () -> client.send(request, BodyHandlers.discarding())
                .request()
                .headers()
                .map());
        show("connection", () -> {
            HttpURLConnection connection = (HttpURLConnection) here.toURL().openConnection();
            try (InputStream in = connection.getInputStream()) {
                return connection.getResponseCode() + " "
                        + new String(in.readAllBytes(), StandardCharsets.UTF_8).length() + " "
                        + connection.getRequestProperties();
            } catch (IllegalStateException connected) {
                return "connected";
            }
        });
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        port = free;
        URI refused = URI.create("http://localhost:" + free + "/");
        show("refused", () -> client.send(HttpRequest.newBuilder(refused).build(), BodyHandlers.discarding()));
        show("refused async", () -> client.sendAsync(
                        HttpRequest.newBuilder(refused).build(), BodyHandlers.discarding())
                .handle((response, failure) -> failure.getClass() + " " + failure.getMessage())
                .join());
        show("refused connection", () -> refused.toURL().openConnection().getInputStream());
        show("send null", () -> client.send(null, BodyHandlers.discarding()));
    }

    private static void interrupts(HttpServer server, CountDownLatch never) {
        port = server.getAddress().getPort();
        URI slow = URI.create("http://localhost:" + port + "/slow");
        HttpClient client = HttpClient.newHttpClient();
        show("cancelled", () -> {
            CompletableFuture<HttpResponse<Void>> future =
                    client.sendAsync(HttpRequest.newBuilder(slow).build(), BodyHandlers.discarding());
            // Not isCancelled: the JDK's client races with itself over what completes the future, agent or not.
            return future.cancel(true) + " " + future.isDone() + " " + future.isCompletedExceptionally();
        });
        show("interrupted hash", () -> {
            Thread.currentThread().interrupt();
            return hex(MessageDigest.getInstance("MD5").digest(new byte[5_000]));
        });
        show("interrupted copy", () -> {
            Thread.currentThread().interrupt();
            Files.copy(folder.resolve("a"), folder.resolve("i"));
            return Files.size(folder.resolve("i"));
        });
        show("interrupted delete", () -> {
            Thread.currentThread().interrupt();
            return Files.deleteIfExists(folder.resolve("i"));
        });
        show("interrupted statement", () -> {
            Thread.currentThread().interrupt();
            try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:interrupted");
                    Statement statement = connection.createStatement()) {
                return statement.execute("SELECT 1");
            }
        });
        show("interrupted transfer", () -> {
            try (FileChannel in = FileChannel.open(folder.resolve("a"))) {
                Thread.currentThread().interrupt();
                return in.transferTo(0, 5, nowhere());
            }
        });
        show("interrupted send", () -> {
            Thread.currentThread().interrupt();
            try {
                return client.send(HttpRequest.newBuilder(slow).build(), BodyHandlers.discarding());
            } catch (InterruptedException expected) {
                return "InterruptedException " + Thread.currentThread().isInterrupted() + never.getCount();
            }
        });
    }

    private static HttpServer server(CountDownLatch never) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        });
        server.createContext("/ok", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write(new byte[] {'h', 'e', 'l', 'l', 'o'});
            exchange.close();
        });
        server.createContext("/slow", exchange -> {
            try {
                never.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes) + " ";
    }

    private static final class Failing extends InputStream {
        @Override
        public int read() {
            throw new IllegalStateException("mine", new Error("also mine"));
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return read();
        }
    }
}
