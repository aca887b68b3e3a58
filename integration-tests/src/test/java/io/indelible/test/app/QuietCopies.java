package io.indelible.test.app;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

/** Copies a file as if it was just written, and then one that nobody has touched for long; tells the bytes that each copy allocates. */
public final class QuietCopies {
    /** The file's bytes. */
    public static final int SIZE = 1234;

    private static final int COPIES = 500;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private QuietCopies() {}

    /** Works in a folder; prints two lines. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path source = Files.write(folder.resolve("source"), new byte[SIZE]);
        System.out.println("young="
                + allocated(
                        source,
                        folder.resolve("of-young"),
                        FileTime.fromMillis(System.currentTimeMillis() + 3_600_000)));
        System.out.println("quiet=" + allocated(source, folder.resolve("of-quiet"), FileTime.fromMillis(1_000)));
    }

    private static long allocated(Path source, Path target, FileTime modified) throws IOException {
        Files.setLastModifiedTime(source, modified);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COPIES; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
