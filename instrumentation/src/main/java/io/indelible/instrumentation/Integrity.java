package io.indelible.instrumentation;

/**
 * Hears what is certain about the content of files. Called on application threads with the guard held; an
 * implementation neither blocks nor throws, and does its work elsewhere. Paths are absolute and spelled as the
 * application spelled them; calls about one file arrive in the order in which things happened on each thread.
 */
public interface Integrity {
    /**
     * The bytes of one file were hashed from its beginning on, in order, by one thread. That they are all there were is for
     * the receiver to check against the file's size.
     *
     * @param where the operation that hashed
     * @param path the file
     * @param bytes how many were hashed
     * @param algorithm the name on the wire, such as {@code SHA-256}
     * @param digest the result, never written again
     * @param openedEpochNanos when reading began, nanoseconds since the epoch: a file modified later was not what was hashed
     */
    void hashed(TraceContext where, String path, long bytes, String algorithm, byte[] digest, long openedEpochNanos);

    /**
     * All of a file's content was copied, byte for byte, and the target holds nothing else. Said when that is so: what is
     * modified from now on is no copy.
     *
     * @param where the operation that copied
     * @param source the file copied from
     * @param target the file copied to
     * @param bytes the size of both
     */
    void copied(TraceContext where, String source, String target, long bytes);

    /** This process wrote to the file, or opened it to, or deleted it: what was known of its content no longer binds. */
    void changed(String path);

    /** The file has another name now, and the same content. */
    void moved(String source, String target);
}
