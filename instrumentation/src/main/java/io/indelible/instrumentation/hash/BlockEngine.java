package io.indelible.instrumentation.hash;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sun.security.provider.DigestBase}, the engine of the JDK's own digests, knows of the bytes that it took: how
 * many, and those of the block that is not full. So the bytes need not be told one by one. Where the JDK has
 * no such engine, or does not let us look, no digest has one.
 */
final class BlockEngine {
    private static final @Nullable Class<?> DIGEST = find("java.security.MessageDigest$Delegate");
    private static final @Nullable Class<?> ENGINE = find("sun.security.provider.DigestBase");
    private static final long ENGINE_OF_DIGEST = offset(DIGEST, "digestSpi");
    private static final long TAKEN = offset(ENGINE, "bytesProcessed");
    private static final long BUFFER = offset(ENGINE, "buffer");
    private static final long BUFFERED = offset(ENGINE, "bufOfs");
    private static final boolean KNOWN = ENGINE_OF_DIGEST >= 0 && TAKEN >= 0 && BUFFER >= 0 && BUFFERED >= 0;

    private BlockEngine() {}

    /** The engine of the digest; null when it has none that we know. */
    static @Nullable Object of(@Nullable Object digest) {
        if (!KNOWN || DIGEST == null || ENGINE == null || !DIGEST.isInstance(digest)) {
            return null;
        }
        Object engine = Unsafe.getUnsafe().getReference(digest, ENGINE_OF_DIGEST);
        return ENGINE.isInstance(engine) ? engine : null;
    }

    /** Bytes that it took since it was made or reset. */
    static long taken(Object engine) {
        return Math.max(0, Unsafe.getUnsafe().getLong(engine, TAKEN));
    }

    /** The last bytes that it took one by one, up to {@link #end}; not to be written to. */
    static byte[] block(Object engine) {
        return (byte[]) Unsafe.getUnsafe().getReference(engine, BUFFER);
    }

    /** Where the bytes end in the block: at its own end when it has just become full. */
    static int end(Object engine) {
        int buffered = Unsafe.getUnsafe().getInt(engine, BUFFERED);
        return buffered == 0 ? block(engine).length : buffered;
    }

    private static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException | LinkageError none) {
            return null;
        }
    }

    private static long offset(@Nullable Class<?> type, String field) {
        try {
            return type == null ? -1 : Unsafe.getUnsafe().objectFieldOffset(type, field);
        } catch (LinkageError | RuntimeException hidden) {
            return -1;
        }
    }
}
