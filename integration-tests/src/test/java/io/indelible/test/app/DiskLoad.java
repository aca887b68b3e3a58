package io.indelible.test.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Does what it is told, line by line: {@code copy N} copies a file so many times, under numbers that go on; {@code hash N}
 * hashes so many times what is in memory, touching no file, and says to a file {@code stalls} how long the calls took;
 * {@code exit N} ends it. What it prints depends on nothing but that.
 *
 * <p>Argument: a folder, which is not on the disk that is in trouble.
 */
public final class DiskLoad {
    private static final int HASHED = 5_000;

    private final Path folder;
    private final Path source;
    private int copied;

    private DiskLoad(Path folder) throws Exception {
        this.folder = folder;
        this.source = Files.writeString(folder.resolve("source"), "content");
    }

    public static void main(String[] args) throws Exception {
        DiskLoad load = new DiskLoad(Path.of(args[0]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            load.obey(words[0], Integer.parseInt(words[1]));
            System.out.println("done " + order);
        }
    }

    private void obey(String what, int number) throws Exception {
        switch (what) {
            case "copy" -> copy(number);
            case "hash" -> hash(number);
            case "exit" -> System.exit(number);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void copy(int number) throws Exception {
        for (int i = 0; i < number; i++) {
            Path copy = Files.copy(source, folder.resolve("c" + copied++));
            Files.delete(copy);
        }
    }

    private void hash(int number) throws Exception {
        byte[] bytes = new byte[HASHED];
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long[] nanos = new long[number];
        for (int i = 0; i < number; i++) {
            bytes[i % HASHED]++;
            long start = System.nanoTime();
            digest.digest(bytes);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        long tail = nanos[(int) (number * 0.999)];
        Files.writeString(folder.resolve("stalls"), nanos[number / 2] + " " + tail + " " + nanos[number - 1]);
    }
}
