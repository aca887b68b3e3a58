package io.indelible.test.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads numbers, copies a file so many times for each, and says so; for {@code read} it begins to read a file and never comes to
 * its end. Ends with its input. Argument: a folder of its own.
 */
public final class CopyOnDemand {
    private static final int BLOCK = 1 << 16;
    private static InputStream neverClosed;

    private CopyOnDemand() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Path source = Files.writeString(folder.resolve("source.txt"), "content");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int copies = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("read")) {
                System.out.println("read " + beginToRead(folder));
                continue;
            }
            for (int count = Integer.parseInt(line); count > 0; count--) {
                Files.copy(source, folder.resolve("copy-" + copies++));
            }
            System.out.println("copied " + copies);
        }
    }

    private static int beginToRead(Path folder) throws IOException {
        neverClosed = Files.newInputStream(Files.write(folder.resolve("long.bin"), new byte[2 * BLOCK]));
        return neverClosed.read(new byte[BLOCK]);
    }
}
