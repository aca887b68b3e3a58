package io.indelible.test.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Programs in distress. Arguments: a folder, and which distress. */
public final class Hardship {
    private static final int THREADS = 200;

    private Hardship() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        switch (args[1]) {
            case "overflow" -> overflow(folder);
            case "memory" -> memory(folder);
            case "threads" -> threads(folder);
            case "main-ends" -> mainEnds(folder);
            case "many-exits" -> manyExits(folder);
            case "exit" -> exit(folder);
            case "halt" -> halt(folder);
            case "throw" -> throwing(folder);
            case "hook" -> hook(folder);
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    /** Recurses until the stack is full, at each depth through calls that are wrapped, many times. */
    private static void overflow(Path folder) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < 8; i++) {
            try {
                deeper(folder.resolve("absent"), digest, 0);
                System.out.println("no end");
            } catch (StackOverflowError expected) {
                digest.reset();
            }
        }
        copy(folder, "after-overflow");
        System.out.println("recovered");
    }

    @SuppressWarnings("InfiniteRecursion") // its purpose
    private static int deeper(Path absent, MessageDigest digest, int depth) throws Exception {
        digest.update((byte) depth);
        digest.digest(new byte[4_096 + depth % 2]);
        Files.deleteIfExists(absent);
        return deeper(absent, digest, depth + 1) + 1;
    }

    private static void memory(Path folder) throws Exception {
        // A call site of the JDK that is linked first while memory is short fails for ever after, agent or not.
        copy(folder, "before-memory");
        MessageDigest.getInstance("SHA-256").digest(new byte[1]);
        Files.deleteIfExists(folder.resolve("absent"));
        for (int i = 0; i < 3; i++) {
            try {
                starve(folder);
            } catch (OutOfMemoryError expected) {
                // Anything may want memory while there is none; what counts is what comes after.
            }
        }
        copy(folder, "after-memory");
        System.out.println("recovered");
    }

    private static void starve(Path folder) throws Exception {
        List<byte[]> hoard = new ArrayList<>();
        int size = 1 << 20;
        while (size > 0) {
            try {
                hoard.add(new byte[size]);
            } catch (OutOfMemoryError expected) {
                size /= 2;
            }
        }
        MessageDigest.getInstance("SHA-256").digest(hoard.get(0));
        Files.deleteIfExists(folder.resolve("absent"));
    }

    private static void threads(Path folder) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            String name = "thread-" + i;
            new Thread(() -> {
                        try {
                            start.await();
                            copy(folder, name);
                            end.countDown();
                        } catch (Exception failed) {
                            System.out.println(name + " " + failed);
                        }
                    })
                    .start();
        }
        start.countDown();
        end.await();
        System.out.println("all done");
    }

    private static void mainEnds(Path folder) {
        Thread main = Thread.currentThread();
        new Thread(() -> {
                    try {
                        main.join();
                        copy(folder, "after-main");
                        System.out.println("done after main");
                    } catch (Exception failed) {
                        System.out.println(failed);
                    }
                })
                .start();
    }

    private static void manyExits(Path folder) throws Exception {
        copy(folder, "before-exit");
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException nobodyDoes) {
                    Thread.currentThread().interrupt();
                }
                System.exit(9);
            });
            thread.start();
        }
        start.countDown();
        System.exit(9);
    }

    private static void exit(Path folder) throws Exception {
        copy(folder, "before-exit");
        System.exit(42);
    }

    private static void halt(Path folder) throws Exception {
        copy(folder, "before-halt");
        Runtime.getRuntime().halt(7);
    }

    private static void throwing(Path folder) throws Exception {
        copy(folder, "before-throw");
        throw new IllegalStateException("mine");
    }

    /** The application's own hook works too. */
    private static void hook(Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                copy(folder, "in-hook");
                System.out.println("hook done");
            } catch (Exception failed) {
                System.out.println(failed);
            }
        }));
    }

    private static void copy(Path folder, String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".source"), name);
        Files.copy(file, folder.resolve(name));
    }
}
