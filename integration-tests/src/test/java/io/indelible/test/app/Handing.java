package io.indelible.test.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Every way of the JDK to have other threads do work; each waits until it is done. The pools are small and shared. */
final class Handing {
    /** How many pieces a way that splits work makes of it. */
    static final int PIECES = 4;

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(2);
    private final ForkJoinPool forkJoin = new ForkJoinPool(2);
    private final Map<String, Way> ways = new LinkedHashMap<>();

    Handing() {
        ways.put("same-thread", Work::run);
        poolWays();
        futureWays();
        forkJoinWays();
        threadWays();
    }

    /** What is to be done: a piece of it has a number. */
    interface Work {
        void run(int piece) throws Exception;

        default void run() throws Exception {
            run(0);
        }
    }

    private interface Way {
        void hand(Work work) throws Exception;
    }

    /** The names of the ways. */
    Iterable<String> names() {
        return ways.keySet();
    }

    /** Has the work done in this way. */
    void hand(String way, Work work) throws Exception {
        Way known = ways.get(way);
        if (known == null) {
            throw new IllegalArgumentException(way);
        }
        known.hand(work);
    }

    private void poolWays() {
        ways.put("execute", work -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            pool.execute(() -> {
                quietly(work, 0);
                done.complete(null);
            });
            done.get();
        });
        ways.put("submit", work -> pool.submit(() -> quietly(work, 0)).get());
        ways.put("submit-callable", work -> pool.submit(callable(work, 0)).get());
        ways.put("future-task", work -> {
            FutureTask<Void> task = new FutureTask<>(callable(work, 0));
            pool.execute(task);
            task.get();
        });
        ways.put(
                "invoke-all",
                work -> pool.invokeAll(IntStream.range(0, PIECES)
                        .mapToObj(piece -> callable(work, piece))
                        .toList()));
        ways.put("invoke-any", work -> pool.invokeAny(List.of(callable(work, 0))));
        ways.put("schedule", work -> scheduled
                .schedule(callable(work, 0), 5, TimeUnit.MILLISECONDS)
                .get());
        ways.put(
                "scheduled-execute",
                work -> scheduled.submit(() -> quietly(work, 0)).get());
    }

    private void futureWays() {
        ways.put("supply-async", work -> CompletableFuture.supplyAsync(() -> quietly(work, 0))
                .get());
        ways.put("supply-async-own", work -> CompletableFuture.supplyAsync(() -> quietly(work, 0), pool)
                .get());
        ways.put("run-async-own", work -> CompletableFuture.runAsync(() -> quietly(work, 0), pool)
                .get());
        ways.put("then-apply-async", work -> CompletableFuture.supplyAsync(() -> 0)
                .thenApplyAsync(piece -> quietly(work, piece))
                .get());
        ways.put("then-apply-async-own", work -> CompletableFuture.supplyAsync(() -> 0, pool)
                .thenApplyAsync(piece -> quietly(work, piece), pool)
                .get());
        ways.put("then-compose", work -> CompletableFuture.supplyAsync(() -> 0, pool)
                .thenCompose(piece -> CompletableFuture.supplyAsync(() -> quietly(work, piece), forkJoin))
                .get());
    }

    private void forkJoinWays() {
        ways.put("fork-join-submit", work -> forkJoin.submit(callable(work, 0)).get());
        ways.put("fork-join-execute", work -> {
            ForkJoinTask<Void> task = ForkJoinTask.adapt(callable(work, 0));
            forkJoin.execute(task);
            task.get();
        });
        ways.put("fork-join-invoke", work -> forkJoin.invoke(new Split(work, 0, PIECES)));
        ways.put(
                "common-pool",
                work -> ForkJoinPool.commonPool().submit(() -> quietly(work, 0)).get());
        ways.put(
                "parallel-stream",
                work -> IntStream.range(0, PIECES).parallel().forEach(piece -> quietly(work, piece)));
    }

    private void threadWays() {
        ways.put("new-thread", work -> {
            Thread thread = new Thread(() -> quietly(work, 0));
            thread.start();
            thread.join();
        });
        ways.put("thread-in-thread", work -> {
            Thread thread = new Thread(() -> quietly(nested -> hand("new-thread", work), 0));
            thread.start();
            thread.join();
        });
        ways.put("pool-in-thread", work -> {
            Thread thread = new Thread(() -> quietly(nested -> hand("submit", work), 0));
            thread.start();
            thread.join();
        });
        if (Runtime.version().feature() >= 21) {
            ways.put("virtual-thread", work -> {
                Thread thread = (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, (Runnable) () -> quietly(work, 0));
                thread.join();
            });
            ways.put("virtual-executor", work -> {
                ExecutorService executor = (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
                executor.submit(callable(work, 0)).get();
                executor.shutdown();
            });
        }
    }

    private static Callable<Void> callable(Work work, int piece) {
        return () -> quietly(work, piece);
    }

    private static Void quietly(Work work, int piece) {
        try {
            work.run(piece);
            return null;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Split extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient Work work;
        private final int from;
        private final int to;

        Split(Work work, int from, int to) {
            this.work = work;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void compute() {
            if (to - from == 1) {
                quietly(work, from);
                return;
            }
            int middle = (from + to) / 2;
            Split left = new Split(work, from, middle);
            left.fork();
            new Split(work, middle, to).compute();
            left.join();
        }
    }
}
