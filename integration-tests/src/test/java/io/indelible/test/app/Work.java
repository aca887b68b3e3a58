package io.indelible.test.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A small piece of work with a result that can be compared: writes, hashes, copies and deletes a file in the folder it is
 * given. With {@code until-killed} it stays.
 */
public final class Work {
    /** What it prints. */
    public static final String RESULT =
            "hash b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9\ncopied 11\ngone\n";

    private Work() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path file = folder.resolve("source.txt");
        Files.writeString(file, "hello world");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        System.out.println("hash " + HexFormat.of().formatHex(hash));
        Path copy = Files.copy(file, folder.resolve("copy.txt"));
        System.out.println(
                "copied " + Files.readString(copy, StandardCharsets.UTF_8).length());
        Files.delete(copy);
        System.out.println(Files.exists(copy) ? "there" : "gone");
        System.out.flush();
        if (args.length > 1) {
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
