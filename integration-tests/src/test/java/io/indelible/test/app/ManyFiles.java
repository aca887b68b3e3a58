package io.indelible.test.app;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Copies thousands of small files by hand-written loops in several threads, and says how much of the heap that left in use.
 * Arguments: a folder, and the bound that the heap is to come below.
 */
public final class ManyFiles {
    /** Files to copy. */
    public static final int FILES = 5000;

    /** Bytes of each. */
    public static final int SIZE = 5000;

    private static final int THREADS = 4;
    private static final int LOOKS = 5;
    private static final int PATIENCE = 300;

    private ManyFiles() {}

    /** Makes the files to copy. */
    public static void prepare(Path root) throws IOException {
        Path sources = Files.createDirectories(root.resolve("from"));
        Files.createDirectories(root.resolve("to"));
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[SIZE];
            new java.util.Random(i).nextBytes(content);
            Files.write(sources.resolve(name(i)), content);
        }
    }

    /** The name of a file and of its copy. */
    public static String name(int i) {
        return "file" + i + ".bin";
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        LongAdder bytes = new LongAdder();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            Thread copier = new Thread(() -> copyEveryFourth(root, first, bytes));
            threads.add(copier);
            copier.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("copied " + bytes.sum() + " bytes");
        System.out.println("heap " + used(arguments.length > 1 ? Long.parseLong(arguments[1]) : Long.MAX_VALUE));
    }

    private static void copyEveryFourth(Path root, int first, LongAdder bytes) {
        try {
            for (int i = first; i < FILES; i += THREADS) {
                bytes.add(copy(
                        root.resolve("from").resolve(name(i)),
                        root.resolve("to").resolve(name(i)),
                        i % 2 == 0));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // Closed first, a source waits for what it turns out to be.
    private static long copy(Path from, Path to, boolean sourceFirst) throws IOException {
        long bytes = 0;
        OutputStream out = new FileOutputStream(to.toFile());
        InputStream in = new FileInputStream(from.toFile());
        byte[] block = new byte[2048];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            out.write(block, 0, n);
            bytes += n;
        }
        (sourceFirst ? in : out).close();
        (sourceFirst ? out : in).close();
        return bytes;
    }

    /** The least of some looks, and of many more as long as it is not below the bound: what is being delivered goes in the end. */
    private static long used(long bound) throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS || (i < PATIENCE && least >= bound); i++) {
            System.gc();
            Thread.sleep(200); // what was collected is forgotten by another thread
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
