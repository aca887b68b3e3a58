package io.indelible.test.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tries one thing after the other and prints what came of it, twice. Needs H2. Arguments: a folder, a port where nobody listens. */
public final class Attempts {
    private Attempts() {}

    private interface Attempt {
        Object make() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        URI nobody = URI.create("http://localhost:" + args[1] + "/");
        for (int i = 0; i < 2; i++) {
            files(folder);
            http(nobody);
            others(folder);
        }
        System.out.flush();
        // The pool could not be shut down if that was not permitted.
        System.exit(0);
    }

    private static void files(Path folder) {
        Path file = folder.resolve("a");
        Path copy = folder.resolve("b");
        attempt("write", () -> Files.writeString(file, "hello"));
        attempt("read", () -> Files.readString(file));
        attempt("hash", () -> HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(new byte[5_000])));
        attempt("copy", () -> Files.copy(file, copy));
        attempt("list", () -> folder.toFile().list().length);
        attempt("delete", () -> copy.toFile().delete());
    }

    private static void http(URI nobody) {
        attempt("client", () -> HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(nobody).build(), BodyHandlers.ofString()));
        attempt(
                "connection",
                () -> nobody.toURL().openConnection().getInputStream().read());
    }

    private static void others(Path folder) {
        attempt("thread", () -> {
            Thread thread = new Thread(() -> attempt("in thread", () -> Files.exists(folder.resolve("a"))));
            thread.start();
            thread.join();
            return "ended";
        });
        attempt("pool", () -> {
            ExecutorService pool = Executors.newFixedThreadPool(1);
            try {
                return pool.submit(() -> Files.exists(folder.resolve("a"))).get();
            } finally {
                pool.shutdown();
            }
        });
        attempt("query", () -> DriverManager.getConnection("jdbc:h2:mem:attempts")
                .createStatement()
                .executeQuery("SELECT 1")
                .next());
        attempt("home", () -> System.getProperty("user.home"));
    }

    private static void attempt(String name, Attempt attempt) {
        try {
            System.out.println(name + " " + attempt.make());
        } catch (Throwable thrown) {
            System.out.println(name + " " + thrown);
        }
    }
}
