package io.indelible.agent.engine.integrity;

import java.util.Arrays;

/**
 * One thing that the ledger knows. Immutable; the digest is shared and never written.
 *
 * @param kind what it says
 * @param key of the path that it is about
 * @param flags {@link #UNSETTLED} and the others
 * @param path of a hash the file itself; of the others the file at the other end
 * @param algorithm of a hash, such as {@code SHA-256}; else empty
 * @param digest of a hash; else empty
 * @param size bytes of the file
 * @param modifiedNanos modification time that goes with it, nanoseconds since the epoch; of a copied file the copy's
 * @param recordedNanos when it was hashed, or copying began, nanoseconds since the epoch
 * @param sourceModifiedNanos of a copied file the modification time of the source; else 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record Entry(
        Kind kind,
        PathKey key,
        int flags,
        String path,
        String algorithm,
        byte[] digest,
        long size,
        long modifiedNanos,
        long recordedNanos,
        long sourceModifiedNanos) {
    /** The file may have been modified while it was hashed. */
    static final int UNSETTLED = 1;
    /** This process or another under the agent wrote to the file afterwards. */
    static final int CHANGED = 2;
    /** The file was found with another digest though nothing had modified it; the digest here is the one expected. */
    static final int MISMATCHED = 4;
    /** It has been said that the copy is not its source. */
    static final int REPORTED = 8;

    private static final byte[] NONE = {};

    /** What an entry says. Numbers are those of the file. */
    enum Kind {
        /** The digest of a file. */
        HASH(1),
        /** Where a file was copied from; kept with the copy. */
        ORIGIN(2),
        /** Where a file was copied to; kept with the source. */
        COPY(3);

        final byte number;

        Kind(int number) {
            this.number = (byte) number;
        }
    }

    static Entry hash(String path, String algorithm, byte[] digest, FileState state, long recordedNanos, int flags) {
        PathKey key = PathKey.of(path);
        return new Entry(
                Kind.HASH, key, flags, path, algorithm, digest, state.size(), state.modifiedNanos(), recordedNanos, 0);
    }

    static Entry origin(String target, String source, FileState copy, long startedNanos, long sourceModifiedNanos) {
        PathKey key = PathKey.of(target);
        return new Entry(
                Kind.ORIGIN,
                key,
                0,
                source,
                "",
                NONE,
                copy.size(),
                copy.modifiedNanos(),
                startedNanos,
                sourceModifiedNanos);
    }

    static Entry copy(String source, String target, long size, long startedNanos) {
        return new Entry(Kind.COPY, PathKey.of(source), 0, target, "", NONE, size, 0, startedNanos, 0);
    }

    /** Whether the file may have been modified while it was hashed. */
    public boolean unsettled() {
        return is(UNSETTLED);
    }

    /** Whether a program under the agent wrote to the file since. */
    public boolean changed() {
        return is(CHANGED);
    }

    /** Whether the file was found with another digest, though nothing had modified it. */
    public boolean mismatched() {
        return is(MISMATCHED);
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    boolean sameDigest(Entry other) {
        return Arrays.equals(digest, other.digest);
    }

    /** Whether both say the same of the same; then the newer takes the place of the older. */
    boolean replaces(Entry other) {
        return kind == other.kind
                && key.is(other.key.high(), other.key.low())
                && switch (kind) {
                    case HASH -> algorithm.equals(other.algorithm);
                    case ORIGIN -> true;
                    case COPY -> path.equals(other.path);
                };
    }

    Entry with(int flag) {
        return new Entry(
                kind,
                key,
                flags | flag,
                path,
                algorithm,
                digest,
                size,
                modifiedNanos,
                recordedNanos,
                sourceModifiedNanos);
    }

    /** The same about a file of another name; a hash names the file itself, the others do not. */
    Entry about(String newPath) {
        String named = kind == Kind.HASH ? newPath : path;
        return copyOf(PathKey.of(newPath), named);
    }

    /** The same with another name at the other end. */
    Entry withOtherEnd(String newPath) {
        return copyOf(key, newPath);
    }

    private Entry copyOf(PathKey newKey, String newPath) {
        return new Entry(
                kind,
                newKey,
                flags,
                newPath,
                algorithm,
                digest,
                size,
                modifiedNanos,
                recordedNanos,
                sourceModifiedNanos);
    }
}
