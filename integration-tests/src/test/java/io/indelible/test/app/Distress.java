package io.indelible.test.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads in distress: without stack, interrupted, a thousand at once, pinned. Arguments: a folder, and which. */
public final class Distress {
    private static final int DEPTHS = 300;
    private static final int INTERRUPTIONS = 100;
    private static final int COPIES_AT_MOST = 100_000;
    private static final int THREADS = 1_000;
    private static final long STACK_BYTES = 512 * 1024;

    private Distress() {}

    /** What may fail for want of stack. */
    private interface Task {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        switch (args[1]) {
            case "depths" -> onThread(() -> depths(folder));
            case "interrupted" -> interrupted(folder);
            case "thousand" -> thousand(folder);
            case "pinned" -> pinned(folder);
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private static void onThread(Task task) throws InterruptedException {
        Thread thread = new Thread(null, () -> unchecked(task), "small stack", STACK_BYTES);
        thread.start();
        thread.join();
    }

    /** Has calls that are wrapped meet the end of the stack with each amount of it left, and after each does one with plenty. */
    private static void depths(Path folder) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] input = new byte[5_000];
        Path absent = folder.resolve("absent");
        copy(folder, "before");
        Files.deleteIfExists(absent);
        digest.digest(input);
        int deepest = deepest();
        int overflows = 0;
        for (int i = 0; i < DEPTHS; i++) {
            int depth = deepest - i;
            overflows += meets(() -> descend(depth, () -> Files.deleteIfExists(absent)));
            overflows += meets(() -> descend(depth, () -> digest.digest(input)));
            digest.reset();
            copy(folder, "after-" + i);
        }
        System.out.println(overflows > DEPTHS / 10 ? "recovered from overflows" : "met the end only " + overflows);
    }

    private static int deepest() {
        AtomicInteger depth = new AtomicInteger();
        try {
            count(depth);
        } catch (StackOverflowError expected) {
            // counted
        }
        return depth.get();
    }

    @SuppressWarnings("InfiniteRecursion") // its purpose
    private static void count(AtomicInteger depth) {
        depth.incrementAndGet();
        count(depth);
    }

    private static int meets(Task task) throws Exception {
        try {
            task.run();
            return 0;
        } catch (StackOverflowError expected) {
            return 1;
        }
    }

    private static void descend(int depth, Task task) throws Exception {
        if (depth > 0) {
            descend(depth - 1, task);
        } else {
            task.run();
        }
    }

    /** Is interrupted again and again in the midst of copies, and finds the flag set each time. */
    private static void interrupted(Path folder) throws Exception {
        Thread worker = Thread.currentThread();
        AtomicInteger found = new AtomicInteger();
        Thread interrupter = new Thread(() -> unchecked(() -> {
            for (int i = 0; i < INTERRUPTIONS; i++) {
                worker.interrupt();
                while (found.get() == i) {
                    Thread.sleep(1);
                }
            }
        }));
        interrupter.setDaemon(true);
        Path source = Files.writeString(folder.resolve("source"), "x");
        Path target = folder.resolve("target");
        interrupter.start();
        int copies = 0;
        while (copies < COPIES_AT_MOST && found.get() < INTERRUPTIONS) {
            Files.copy(source, target);
            Files.delete(target);
            copies++;
            if (Thread.interrupted()) {
                found.incrementAndGet();
            }
        }
        System.out.println("interrupted " + found + " times in " + copies + " copies");
    }

    private static void thousand(Path folder) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String name = "thread-" + i;
            Thread thread = new Thread(
                    null,
                    () -> unchecked(() -> {
                        start.await();
                        copy(folder, name);
                    }),
                    name,
                    STACK_BYTES);
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("all done");
    }

    /** Virtual threads that cannot leave their carrier: inside of a monitor, and of a class that is being initialised. */
    private static void pinned(Path folder) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "pinned-" + i;
            threads.add(virtual(() -> {
                synchronized (new Object()) {
                    copy(folder, name);
                    Thread.sleep(5);
                    copy(folder, name + "-again");
                }
            }));
        }
        Initialised.folder = folder;
        threads.add(virtual(() -> Class.forName(Initialised.Late.class.getName())));
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("all done");
    }

    /** By reflection: this is compiled for JDK 17. */
    private static Thread virtual(Task task) throws ReflectiveOperationException {
        Runnable runnable = () -> unchecked(task);
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, runnable);
    }

    private static final class Initialised {
        private static Path folder = Path.of("");

        private static final class Late {
            static {
                unchecked(() -> {
                    copy(folder, "initialised");
                    Thread.sleep(5);
                    copy(folder, "initialised-again");
                });
            }
        }
    }

    private static void unchecked(Task task) {
        try {
            task.run();
        } catch (Exception failed) {
            System.out.println(failed);
        }
    }

    private static void copy(Path folder, String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".source"), name);
        Files.copy(file, folder.resolve(name));
    }
}
