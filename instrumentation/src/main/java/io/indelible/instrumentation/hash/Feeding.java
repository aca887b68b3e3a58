package io.indelible.instrumentation.hash;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.file.content.Traffic;
import java.nio.ByteBuffer;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** Tells digests what they are fed. Allocates nothing once a digest is known. */
final class Feeding implements Handlers.DigestWatcher {
    /** As offset and length: the whole array, which may be null. The application's own call cannot mean this pair. */
    static final int WHOLE = -1;

    private final Digests digests;

    Feeding(Digests digests) {
        this.digests = digests;
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
        Traffic traffic = Traffic.of(guard);
        DigestState state = digests.feeding(traffic, digest, count);
        if (state != null) {
            state.hear(traffic, count);
            state.claim.fed(traffic, input, from, count);
        }
    }

    @Override
    public void digested(Guard guard, Object digest, @Nullable ByteBuffer input) {
        if (input == null || isCutIntoArrays(digest, input)) {
            return;
        }
        Traffic traffic = Traffic.of(guard);
        DigestState state = digests.feeding(traffic, digest, input.remaining());
        if (state != null) {
            state.hear(traffic, input.remaining());
            traffic.used(input, input.position(), input.remaining());
            state.claim.fed(traffic, input, input.position(), input.remaining());
        }
    }

    @Override
    public void digested(Guard guard, Object digest, byte input) {
        Traffic traffic = Traffic.of(guard);
        DigestState state = digests.feedingOne(traffic, digest);
        if (state != null) {
            state.hear(traffic, 1);
            state.singly = true;
            state.claim.fed(traffic, input);
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
