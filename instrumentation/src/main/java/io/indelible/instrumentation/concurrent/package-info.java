/**
 * Loaded by: engine.
 *
 * <p>Context follows work to other threads. What is wrapped: the places of the JDK through which every task passes when it
 * is handed over ({@code ThreadPoolExecutor.execute}, the scheduled pool's own entry, fork and submission of
 * {@code ForkJoinPool}, {@code Thread.start}) and the two places where tasks run ({@code ThreadPoolExecutor.runWorker},
 * {@code ForkJoinTask.doExec}). {@code CompletableFuture} hands its stages to one of these executors, so it needs nothing
 * of its own. Tasks are never wrapped: a pool's queue, {@code remove}, {@code beforeExecute} and rejection handlers see
 * the application's own objects.
 *
 * <p>Not seen: executors that are written from scratch without any of these classes, and a periodic task's second and
 * later runs, which belong to no caller.
 */
@NullMarked
package io.indelible.instrumentation.concurrent;

import org.jspecify.annotations.NullMarked;
