package io.indelible.test.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads numbers, copies a file so many times for each, and says so. Ends with its input. Argument: a folder of its own. */
public final class CopyOnDemand {
    private CopyOnDemand() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Path source = Files.writeString(folder.resolve("source.txt"), "content");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int copies = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            for (int count = Integer.parseInt(line); count > 0; count--) {
                Files.copy(source, folder.resolve("copy-" + copies++));
            }
            System.out.println("copied " + copies);
        }
    }
}
