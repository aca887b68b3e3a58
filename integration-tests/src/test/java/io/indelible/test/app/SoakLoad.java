package io.indelible.test.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;

/**
 * Hashes what is in memory, and now and then copies a file, for as many operations as it is told, and says in between how much memory is
 * used: {@code at <operations> <bytes of heap> <kilobytes of the process>}. Arguments: a folder, how many operations, how many
 * between two samples.
 */
public final class SoakLoad {
    private static final int HASHED = 4096;
    private static final int COPY_EVERY = 100;

    private SoakLoad() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        long operations = Long.parseLong(args[1]);
        long every = Long.parseLong(args[2]);
        Path source = Files.writeString(folder.resolve("source"), "content");
        Path target = folder.resolve("target");
        MessageDigest digest = MessageDigest.getInstance("MD5");
        byte[] bytes = new byte[HASHED];
        for (long i = 1; i <= operations; i++) {
            if (i % COPY_EVERY == 0) {
                Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                bytes[(int) (i % HASHED)]++;
                digest.digest(bytes);
            }
            if (i % every == 0) {
                System.out.println("at " + i + " " + live() + " " + anonymous());
            }
        }
    }

    /** Bytes of the heap that garbage collections leave; the least of some, for other threads go on working. */
    private static long live() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** Kilobytes that are the process's own: without mapped files, whose pages the kernel takes back when it wants. */
    private static long anonymous() throws Exception {
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        return status.stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
