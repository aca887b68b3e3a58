package io.indelible.benchmarks;

import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** Runs in a JVM of its own, with the agent or without, and says what ordinary calls allocate: {@code name=bytes}. */
final class AllocatingProgram {
    private AllocatingProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path source = directory.resolve("source.bin");
        Files.write(source, new byte[8192]);
        read(source);
        update();
        hash(source);
        copy(source, directory.resolve("target.bin"));
        query();
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
            try (InputStream in = new java.io.FileInputStream(file.toFile())) {
                digest.update(buffer, 0, in.read(buffer));
            }
            digest.digest();
        });
    }

    private static void copy(Path source, Path target) throws Exception {
        say("copy", () -> Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING));
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

    private static void say(String name, Allocations.Work work) throws Exception {
        System.out.println(name + "=" + Allocations.perOperation(work));
    }
}
