package io.indelible.benchmarks;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** Runs in a JVM of its own, with the agent or without, and says what ordinary calls allocate: {@code name=bytes}. */
final class AllocatingProgram {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private AllocatingProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path source = directory.resolve("source.bin");
        Files.write(source, new byte[8192]);
        read(source);
        update();
        hash(source);
        copy(source, directory.resolve("target.bin"));
        streams(Files.write(directory.resolve("small.bin"), new byte[4096]), directory.resolve("small-copy.bin"));
        query();
        request();
    }

    private static void read(Path file) throws Exception {
        byte[] buffer = new byte[512];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            say("read", () -> {
                in.seek(0);
                in.read(buffer);
                in.read(buffer, 0, 100);
                in.read();
            });
        }
    }

    private static void update() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[512];
        say("update", () -> {
            digest.update(buffer);
            digest.update(buffer, 0, 100);
            digest.update((byte) 7);
        });
    }

    private static void hash(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[8192];
        say("hash", () -> {
            try (InputStream in = new FileInputStream(file.toFile())) {
                digest.update(buffer, 0, in.read(buffer));
            }
            digest.digest();
        });
    }

    private static void copy(Path source, Path target) throws Exception {
        Files.setLastModifiedTime(source, FileTime.fromMillis(0)); // as most files that are copied: not of right now
        say("copy", () -> Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING));
    }

    private static void streams(Path source, Path target) throws Exception {
        byte[] buffer = new byte[8192];
        say("streams", () -> {
            try (InputStream in = new FileInputStream(source.toFile());
                    OutputStream out = new FileOutputStream(target.toFile())) {
                for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                    out.write(buffer, 0, count);
                }
            }
        });
    }

    private static void query() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                PreparedStatement statement = connection.prepareStatement("select x from system_range(1, 1)")) {
            say("query", () -> {
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                }
            });
        }
    }

    /** By the client that does all of it on the calling thread; the server, on another, is nobody who is watched. */
    private static void request() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server));
            answering.setDaemon(true);
            answering.start();
            URL url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/items")
                    .toURL();
            say("request", () -> {
                try (InputStream in = url.openConnection().getInputStream()) {
                    while (in.read() >= 0) {
                        // to the end, so that the connection is used again
                    }
                }
            });
        }
    }

    private static void answer(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        if (line.isEmpty()) {
                            socket.getOutputStream().write(ANSWER);
                        }
                    }
                }
            }
        } catch (IOException closed) {
            // That is the end.
        }
    }

    private static void say(String name, Allocations.Work work) throws Exception {
        System.out.println(name + "=" + Allocations.perOperation(work));
    }
}
