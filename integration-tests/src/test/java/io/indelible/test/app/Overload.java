package io.indelible.test.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Copies a file as fast as four threads can, then tells what lives in the heap and which threads there are. Arguments: a folder,
 * how many copies, and with what a thread begins that is waited for, if any.
 */
public final class Overload {
    private static final int THREADS = 4;
    private static final int MOST_LOOKS = 600;
    private static final String OF_THE_JVM =
            "main|Finalizer|Signal Dispatcher|Common-Cleaner|Notification Thread|Reference Handler|Attach Listener";

    private Overload() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        AtomicInteger left = new AtomicInteger(Integer.parseInt(args[1]));
        Path source = Files.writeString(folder.resolve("source"), "x");
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            Path target = folder.resolve("copy-" + i);
            threads[i] = new Thread(() -> copy(source, target, left));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < MOST_LOOKS && args.length > 2; i++) {
            if (threads().anyMatch(name -> name.startsWith(args[2]))) {
                break;
            }
            Thread.sleep(100);
        }
        threads().sorted().forEach(name -> System.out.println("thread " + name));
        System.out.println("live " + live());
        System.out.flush();
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.matches(OF_THE_JVM));
    }

    private static void copy(Path source, Path target, AtomicInteger left) {
        try {
            while (left.getAndDecrement() > 0) {
                Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (Exception failed) {
            System.out.println(failed);
        }
    }

    /** Bytes of the heap that garbage collections leave; the least of some, for other threads go on working. */
    private static long live() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
            Thread.sleep(100);
        }
        return least;
    }
}
