package io.indelible.instrumentation.hash;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.PathFilter;
import java.nio.ByteBuffer;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** Tells the thread's sources and digests of the bytes that pass. Allocates nothing once a file and a digest are known. */
final class ByteHandler implements Handlers.ByteWatcher {
    /** As offset and length: the whole array, which may be null. The application's own call cannot mean this pair. */
    static final int WHOLE = -1;

    private final Digests digests;
    private final PathFilter filter;

    ByteHandler(Digests digests, PathFilter filter) {
        this.digests = digests;
        this.filter = filter;
    }

    @Override
    public void bytesRead(Guard guard, Object stream, @Nullable String path, byte[] into, int offset, int count) {
        if (count > 0) {
            Source source = Reads.of(guard).reading(stream, path, filter, count);
            if (source != null) {
                source.arrived(into, offset, count);
            }
        }
    }

    @Override
    public void bytesRead(Guard guard, Object stream, @Nullable String path, ByteBuffer into, int count) {
        if (count > 0) {
            Source source = Reads.of(guard).reading(stream, path, filter, count);
            if (source != null) {
                source.arrived(into, into.position() - count, count);
            }
        }
    }

    @Override
    public void byteRead(Guard guard, Object stream, @Nullable String path, int value) {
        if (value >= 0) {
            Source source = Reads.of(guard).reading(stream, path, filter, 1);
            if (source != null) {
                source.arrived((byte) value);
            }
        }
    }

    @Override
    public void digested(Guard guard, Object digest, byte @Nullable [] input, int offset, int length) {
        if (input == null) {
            return; // the digest is about to say so
        }
        boolean whole = offset == WHOLE && length == WHOLE;
        int from = whole ? 0 : offset;
        int count = whole ? input.length : length;
        if (from < 0 || count < 0 || count > input.length - from) {
            return;
        }
        Reads reads = Reads.of(guard);
        DigestState state = digests.feeding(reads, digest, count);
        if (state != null) {
            state.claim.fed(reads, input, from, count);
        }
    }

    @Override
    public void digested(Guard guard, Object digest, @Nullable ByteBuffer input) {
        if (input == null || isCutIntoArrays(digest, input)) {
            return;
        }
        Reads reads = Reads.of(guard);
        DigestState state = digests.feeding(reads, digest, input.remaining());
        if (state != null) {
            state.claim.fed(reads, input, input.position(), input.remaining());
        }
    }

    @Override
    public void digested(Guard guard, Object digest, byte input) {
        Reads reads = Reads.of(guard);
        DigestState state = digests.feeding(reads, digest, 1);
        if (state != null) {
            state.claim.fed(reads, input);
        }
    }

    // The JDK's checksums copy what is behind neither an address nor an array, and feed themselves from there.
    private static boolean isCutIntoArrays(Object digest, ByteBuffer input) {
        return !input.isDirect()
                && !input.hasArray()
                && digest instanceof Checksum
                && DigestKinds.habit(digest) == DigestKind.Habit.PLAIN;
    }
}
