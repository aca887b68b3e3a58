package io.indelible.agent.engine.integrity;

import io.indelible.instrumentation.TraceContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What an application's thread leaves for the ledger. It is itself the place in the trace where it happened: the operation is
 * not kept alive, nor everything it refers to.
 */
abstract class Note extends TraceContext {
    final String path;

    Note(String path) {
        this.path = path;
    }

    /** Has it entered. On the ledger's thread. */
    abstract void enter(Keeper keeper) throws IOException;

    /** Whether it says something of this file. */
    boolean isOf(String file) {
        return path.equals(file);
    }

    /** The same of a file that has another name now; null when it would say nothing of that. */
    @Nullable
    Note renamed(String from, String to) {
        return null;
    }

    final void happenedIn(TraceContext where) {
        traceIdHigh = where.traceIdHigh;
        traceIdLow = where.traceIdLow;
        spanId = where.spanId;
        flags = where.flags;
    }

    /** A file was hashed. */
    static final class Hashed extends Note {
        final long bytes;
        final String algorithm;
        final byte[] digest;
        final long openedNanos;

        Hashed(String path, long bytes, String algorithm, byte[] digest, long openedNanos) {
            super(path);
            this.bytes = bytes;
            this.algorithm = algorithm;
            this.digest = digest;
            this.openedNanos = openedNanos;
        }

        @Override
        void enter(Keeper keeper) throws IOException {
            keeper.hashed(this);
        }

        @Override
        Note renamed(String from, String to) {
            Note renamed = new Hashed(to, bytes, algorithm, digest, openedNanos);
            renamed.happenedIn(this);
            return renamed;
        }
    }

    /** A file, the path, was copied to another. */
    static final class Copied extends Note {
        final String target;
        final long bytes;
        final long startedNanos;
        final long finishedNanos;

        Copied(String source, String target, long bytes, long startedNanos, long finishedNanos) {
            super(source);
            this.target = target;
            this.bytes = bytes;
            this.startedNanos = startedNanos;
            this.finishedNanos = finishedNanos;
        }

        @Override
        void enter(Keeper keeper) throws IOException {
            keeper.copied(this);
        }

        @Override
        boolean isOf(String file) {
            return path.equals(file) || target.equals(file);
        }

        @Override
        Note renamed(String from, String to) {
            Note renamed = new Copied(
                    path.equals(from) ? to : path,
                    target.equals(from) ? to : target,
                    bytes,
                    startedNanos,
                    finishedNanos);
            renamed.happenedIn(this);
            return renamed;
        }
    }

    /** A file was written or deleted. */
    static final class Changed extends Note {
        Changed(String path) {
            super(path);
        }

        @Override
        void enter(Keeper keeper) throws IOException {
            keeper.changed(path);
        }
    }

    /** A file, the path, has another name. */
    static final class Moved extends Note {
        final String target;

        Moved(String source, String target) {
            super(source);
            this.target = target;
        }

        @Override
        void enter(Keeper keeper) throws IOException {
            keeper.moved(path, target);
        }
    }
}
