package io.indelible.test.app;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Does some work that ends and some that does not, and dies in the way it is told. Says {@code done <token>} after each
 * operation that has returned and {@code open} when the others have been open for a while.
 *
 * <p>Arguments: a folder and the way: {@code wait}, {@code halt}, {@code exit}, {@code memory}, {@code hook}, {@code exit-in-hook},
 * {@code main-ended}.
 */
public final class Dying {
    private static final int COPIES = 20;
    private static final long SLOW_MILLIS = 1_300;

    /** The query, the hash and two requests. */
    private static final CountDownLatch OPEN = new CountDownLatch(4);

    private static final int MOST_HELD = 1 << 20;

    private static final List<byte[]> HELD = new ArrayList<>();

    private final Path folder;

    private Dying(Path folder) {
        this.folder = folder;
    }

    /** What may fail. */
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Dying dying = new Dying(Path.of(arguments[0]));
        dying.copies();
        dying.openAll();
        OPEN.await();
        awaitNoted();
        say("open");
        dying.slow();
        dying.die(arguments[1]);
    }

    /** These have ended when it dies. */
    private void copies() throws Exception {
        Path source = Files.writeString(folder.resolve("source"), "content");
        for (int i = 0; i < COPIES; i++) {
            Files.copy(source, folder.resolve("copy" + i));
            say("done copy" + i);
        }
        try {
            Files.copy(folder.resolve("absent"), folder.resolve("never"));
        } catch (NoSuchFileException expected) {
            say("missed absent");
        }
    }

    /** This was open for more than a second, and has ended a moment before the death. */
    private void slow() throws Exception {
        try (Connection connection = database("slow");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE slow1 AS SELECT SLEEP(" + SLOW_MILLIS + ")");
        }
        say("done slow1");
    }

    private void openAll() throws Exception {
        open("open-query", () -> {
            try (Connection connection = database("open");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE never AS SELECT SLEEP(3600000)");
            }
        });
        URI silent = silentServer();
        open("open-request", () -> HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(silent.resolve("/blocking")).build(), BodyHandlers.discarding()));
        open("open-hash", this::hashForEver);
        open("open-async", () -> {
            var unused = HttpClient.newHttpClient()
                    .sendAsync(HttpRequest.newBuilder(silent.resolve("/async")).build(), BodyHandlers.discarding());
            Thread.sleep(Long.MAX_VALUE);
        });
    }

    /** Waits until the sign of life says what is open, for as long as a loaded machine may take. */
    private static void awaitNoted() throws Exception {
        FileTime since = FileTime.from(Instant.now());
        Path service = Path.of(System.getProperty("indelible.dir"), "test");
        List<String> open = List.of("CREATE TABLE never", "hash SHA-256", "/blocking", "/async");
        for (int i = 0; i < 600; i++) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(service, "inst-*")) {
                for (Path instance : files) {
                    String life = Files.readString(instance.resolve("life"), StandardCharsets.ISO_8859_1);
                    Path metrics = instance.resolve("last-metrics");
                    boolean counted = Files.exists(metrics)
                            && Files.getLastModifiedTime(metrics).compareTo(since) > 0;
                    if (counted && open.stream().allMatch(life::contains)) {
                        return;
                    }
                }
            }
            Thread.sleep(100);
        }
        say("failed: nothing was noted");
    }

    private void hashForEver() throws Exception {
        Path file = Files.write(
                folder.resolve("long.bin"), "0123456789abcdef".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[8192];
        try (InputStream in = Files.newInputStream(file)) {
            digest.update(block, 0, in.read(block));
            OPEN.countDown();
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static void open(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable failed) {
                        say("failed " + name + " " + failed);
                    }
                },
                name);
        thread.setDaemon(!name.equals("open-query"));
        thread.start();
    }

    private static Connection database(String name) throws Exception {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + name + ";DB_CLOSE_ON_EXIT=FALSE");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE ALIAS SLEEP FOR \"io.indelible.test.app.Dying.sleep\"");
        }
        return connection;
    }

    /** For the database. */
    public static int sleep(long millis) throws InterruptedException {
        OPEN.countDown();
        Thread.sleep(millis);
        return 1;
    }

    private static URI silentServer() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> {
            Thread thread = new Thread(task, "silent-server");
            thread.setDaemon(true);
            thread.start();
        });
        server.createContext("/", exchange -> {
            OPEN.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException nobodyDoes) {
                exchange.close();
            }
        });
        server.start();
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void die(String how) throws Exception {
        switch (how) {
            case "wait" -> Thread.sleep(Long.MAX_VALUE);
            case "halt" -> Runtime.getRuntime().halt(7);
            case "exit" -> System.exit(5);
            case "memory" -> fillMemory();
            case "hook" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    say("hook");
                    pause();
                }));
                say("ready");
                Thread.sleep(Long.MAX_VALUE);
            }
            case "exit-in-hook" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    say("hook");
                    System.exit(3);
                }));
                System.exit(2);
            }
            case "main-ended" -> say("main ends");
            default -> throw new IllegalArgumentException(how);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fillMemory() {
        while (true) {
            HELD.add(new byte[MOST_HELD]);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
