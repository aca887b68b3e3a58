package io.indelible.bridge;

import java.nio.ByteBuffer;
import jdk.internal.vm.annotation.DontInline;
import org.jspecify.annotations.Nullable;

/**
 * The doorbell: each advice makes one call here on enter and one on exit. Every method holds the thread's
 * {@link Guard} while the engine works and lets nothing escape to the application.
 *
 * <p>Where a stack overflow may have led, fields of the guard are written and none of its methods called: a call needs
 * stack, and a guard that could not be left would leave its thread unrecorded for ever.
 *
 * <p>Loaded by the bootstrap loader; never refer to it from a class of the launcher. Allocates nothing itself.
 */
public final class Bridge {
    private static volatile @Nullable Recorder recorder;

    // Read at every single byte that is hashed. Whoever sees an old value rings too often or is asked later: both do.
    private static @Nullable Object blockwise;

    private Bridge() {}

    /** Installs the engine, or takes it away with null: from then on every call here does nothing. */
    public static void install(@Nullable Recorder engine) {
        recorder = engine;
    }

    /** See {@link Recorder#begin}. */
    public static @Nullable Object begin(
            int call, @Nullable Object self, @Nullable Object first, @Nullable Object second) {
        Recorder engine = recorder;
        if (engine == null) {
            return null;
        }
        Guard guard = enter();
        if (guard == null) {
            return null;
        }
        try {
            return engine.begin(guard, call, self, first, second);
        } catch (Throwable thrown) {
            suppressed(engine, thrown);
            return null;
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#end}; {@code operation} null does nothing. */
    public static void end(int call, @Nullable Object operation, @Nullable Object result, @Nullable Throwable thrown) {
        Recorder engine = recorder;
        if (operation == null || engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.end(guard, call, operation, result, thrown);
        } catch (Throwable suppressed) {
            guard.unfinished = operation;
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#note}. */
    public static void note(int call, @Nullable Object self, @Nullable Object first) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.note(guard, call, self, first);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#replace}; returns {@code value} itself when anything is amiss. */
    public static @Nullable Object replace(int call, @Nullable Object self, @Nullable Object value) {
        Recorder engine = recorder;
        if (engine == null) {
            return value;
        }
        Guard guard = enter();
        if (guard == null) {
            return value;
        }
        try {
            return engine.replace(guard, call, self, value);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
            return value;
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#bytesRead(Guard, Object, String, byte[], int, int, Throwable)}. */
    public static void bytesRead(
            Object file, @Nullable String path, byte[] into, int offset, int count, @Nullable Throwable thrown) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.bytesRead(guard, file, path, into, offset, count, thrown);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#bytesRead(Guard, Object, String, ByteBuffer, long, int, Throwable)}. */
    public static void bytesRead(
            Object file, @Nullable String path, ByteBuffer into, long position, int count, @Nullable Throwable thrown) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.bytesRead(guard, file, path, into, position, count, thrown);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#byteRead}. */
    public static void byteRead(Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.byteRead(guard, file, path, value, thrown);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#bytesWritten(Guard, Object, String, byte[], int, int, Throwable)}. */
    public static void bytesWritten(
            Object file, @Nullable String path, byte[] from, int offset, int count, @Nullable Throwable thrown) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.bytesWritten(guard, file, path, from, offset, count, thrown);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#bytesWritten(Guard, Object, String, ByteBuffer, long, int, Throwable)}. */
    public static void bytesWritten(
            Object file, @Nullable String path, ByteBuffer from, long position, int count, @Nullable Throwable thrown) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.bytesWritten(guard, file, path, from, position, count, thrown);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#byteWritten}. */
    public static void byteWritten(Object file, @Nullable String path, int value, @Nullable Throwable thrown) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.byteWritten(guard, file, path, value, thrown);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#moved}. */
    public static void moved(Object file, long position) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.moved(guard, file, position);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#bytesSent}. */
    public static void bytesSent(Object body, byte[] from, int offset, int count) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.bytesSent(guard, body, from, offset, count);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#byteSent}. */
    public static void byteSent(Object body, int value) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.byteSent(guard, body, value);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#digested(Guard, Object, byte[], int, int)}. */
    public static void digested(Object digest, byte[] input, int offset, int length) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.digested(guard, digest, input, offset, length);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#digested(Guard, Object, ByteBuffer)}. */
    public static void digested(Object digest, ByteBuffer input) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.digested(guard, digest, input);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#digested(Guard, Object, byte)}. */
    public static void digested(Object digest, byte input) {
        Recorder engine = recorder;
        if (engine == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.digested(guard, digest, input);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /**
     * From now on the digests of this provider ring for the first of single bytes and when a block is full; null:
     * for each byte.
     */
    public static void blockwise(@Nullable Object provider) {
        blockwise = provider;
    }

    /**
     * As {@link #digested(Object, byte)}, where the digest may be one that rings for blocks.
     *
     * @param state 0 when this is the first byte of a hash
     * @param provider the digest's
     */
    public static void digested(Object digest, byte input, int state, @Nullable Object provider) {
        if (state == 0) {
            digested(digest, input);
        } else if (provider == null || provider != blockwise) {
            digestedSingly(digest, input);
        }
    }

    /**
     * As {@link #digested(Object, byte)}, where the digest may be one of which the bytes are collected or ignored.
     *
     * @return whether it was told
     * @see SingleBytes
     */
    public static boolean digestedSingly(Object digest, byte input) {
        SingleBytes bytes = SingleBytes.of(digest);
        if (bytes == null) {
            return digestedUnlessIgnored(digest, input);
        }
        if (bytes.take(input)) {
            blockIsFull(bytes);
        }
        return false;
    }

    // Compiled into every update, the engine would make that too big to be compiled into the loop around it: 1.6 x the
    // time on JDK 17. The JVM heeds the annotation in classes of the bootstrap loader.
    @DontInline
    private static void blockIsFull(Object filled) {
        note(Call.DIGEST_BLOCK, filled, null);
    }

    private static boolean digestedUnlessIgnored(Object digest, byte input) {
        if (SingleBytes.isIgnored(digest)) {
            return false;
        }
        digested(digest, input);
        return true;
    }

    /** The call that fed a digest a single byte returns; {@code told} is what {@link #digestedSingly} said. */
    public static void fedSingly(boolean told, Object digest) {
        if (told) {
            note(Call.DIGEST_FED, digest, null);
        }
    }

    /**
     * A digest took in a single byte.
     *
     * @param engine the digest's
     * @param buffered bytes of a block that is not full; 0 when it has just become full
     */
    public static void digestedOne(Object engine, int buffered) {
        if (buffered == 0) {
            blockIsFull(engine);
        }
    }

    /** See {@link Recorder#handOver}; {@code task} null does nothing. */
    public static void handOver(@Nullable Object task) {
        Recorder engine = recorder;
        if (engine == null || task == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.handOver(guard, task);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#enterTask}; for tasks that any thread may run. */
    public static @Nullable Object enterTask(@Nullable Object task) {
        return enterTask(task, false);
    }

    private static @Nullable Object enterTask(@Nullable Object task, boolean worker) {
        Recorder engine = recorder;
        if (engine == null || task == null) {
            return null;
        }
        Guard guard = enter();
        if (guard == null) {
            return null;
        }
        try {
            return engine.enterTask(guard, task, worker);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
            return null;
        } finally {
            guard.inside = false;
        }
    }

    /** See {@link Recorder#leaveTask}; {@code token} null does nothing. */
    public static void leaveTask(@Nullable Object token) {
        Recorder engine = recorder;
        if (engine == null || token == null) {
            return;
        }
        Guard guard = enter();
        if (guard == null) {
            return;
        }
        try {
            engine.leaveTask(guard, token);
        } catch (Throwable suppressed) {
            suppressed(engine, suppressed);
        } finally {
            guard.inside = false;
        }
    }

    /**
     * Runs a task of a thread pool in the context that was current where it was handed over. Stands in the place of
     * {@code task.run()} inside the pool's worker loop, so the task keeps its identity. Throws what the task throws.
     */
    public static void run(Runnable task) {
        Object token = enterTask(task, true);
        try {
            task.run();
        } finally {
            leaveTask(token);
        }
    }

    /** This class, when that is its name; null for any other. For loaders that would not find it. */
    public static @Nullable Class<?> own(@Nullable String name) {
        return "io.indelible.bridge.Bridge".equals(name) ? Bridge.class : null;
    }

    /** The first, unless it is null. */
    public static @Nullable Class<?> first(@Nullable Class<?> first, @Nullable Class<?> second) {
        return first != null ? first : second;
    }

    /** The thread's guard, entered; null when this thread is in the engine already, or has no memory left for a guard. */
    private static @Nullable Guard enter() {
        try {
            Guard guard = Guard.current();
            return guard.enter() ? guard : null;
        } catch (Throwable noMemory) {
            return null;
        }
    }

    private static void suppressed(Recorder engine, Throwable thrown) {
        try {
            engine.suppressed(thrown);
        } catch (Throwable again) {
            // Out of memory or of stack: the application goes on.
        }
    }
}
