package io.indelible.instrumentation.hash;

import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.file.content.Claim;
import io.indelible.instrumentation.file.content.Traffic;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What we know of one digest, which is referred to weakly; used by one thread at a time, as that is. */
final class DigestState extends WeakReference<Object> {
    private static final Claim NONE = new Claim();

    /** What it is. */
    final DigestKind kind;

    /** Which file the bytes came from. */
    final Claim claim;

    /** Whether nothing is left to decide at an update: its operation has been started, and its calls do not nest. */
    boolean ready;

    /** Whether it was fed since it was made, finished or reset. */
    boolean open;

    /** Whether its operation has ids and a place in a trace; one that stays small and names no file never has. */
    boolean started;

    /** Whether it is part of something else. */
    boolean internal;

    /** Whether it is fed single bytes, of which some may wait in its {@link BlockEngine}. */
    boolean singly;

    /** Bytes that we heard of since it was made or reset. */
    long heard;

    /** Whether every thread may find it. */
    boolean listed;

    /** When it was fed first, {@link System#nanoTime}. */
    long startTicks;

    /** Bytes that are under no claim: fed before the last value was said, or as numbers. */
    long unclaimed;

    /** Bytes that the last value was of; 0 since it was made or reset. */
    long said;

    /** Used again for the next hash, for it is never anyone's context; null before the first. */
    private @Nullable HashOperation operation;

    DigestState(Object digest, DigestKind kind) {
        this(digest, kind, new Claim());
    }

    private DigestState(Object digest, DigestKind kind, Claim claim) {
        super(digest);
        this.kind = kind;
        this.claim = claim;
    }

    /** One that is part of something else. */
    static DigestState internal(Object digest, DigestKind kind) {
        DigestState state = new DigestState(digest, kind, NONE);
        state.internal = true;
        return state;
    }

    /** Bytes fed so far. */
    long length() {
        return unclaimed + claim.length();
    }

    /** The first bytes are about to be fed, or the first since the last value was said. */
    void open(int count) {
        unclaimed = said;
        // Looking at the clock takes longer than most that is made by the million.
        startTicks = kind.habit().local() && count < 64 ? 0 : System.nanoTime();
        open = true;
    }

    /** Hears of so many bytes that it is about to be fed, after those that it was fed before. */
    void hear(Traffic traffic, int count) {
        if (singly) {
            catchUp(traffic);
        }
        heard += count;
    }

    /** Hears of what it was fed one by one. To be called before anything else becomes of it, or of what this thread reads. */
    void catchUp(Traffic traffic) {
        Object engine = BlockEngine.of(get());
        if (engine == null || internal) {
            return;
        }
        long unheard = BlockEngine.taken(engine) - heard;
        heard += unheard;
        int end = BlockEngine.end(engine);
        if (unheard < 0 || unheard > end) {
            claim.strayed(Math.max(0, unheard)); // fed where we did not look: before an attach, by too many threads
        } else if (unheard > 0) {
            claim.fedSingly(traffic, BlockEngine.block(engine), end - (int) unheard, (int) unheard);
        }
    }

    /** Its operation is over or dropped; the bytes go on where a value does not begin anew. */
    void close(long bytesSaid) {
        open = false;
        started = false;
        ready = false;
        singly = false;
        heard = 0;
        said = bytesSaid;
        if (!internal) {
            claim.clear();
        }
    }

    /** What was fed is forgotten. */
    void drop() {
        close(0);
        unclaimed = 0;
    }

    /** Its operation, as new unless it has been started. */
    HashOperation operation(long minBytes) {
        HashOperation current = operation;
        if (current == null) {
            current = new HashOperation(this, minBytes);
            operation = current;
        } else if (!started) {
            current.renew();
        }
        return current;
    }

    /** Shows its operation, if that was started. Any thread. */
    void ifOpen(Consumer<? super Operation> visitor) {
        HashOperation current = operation;
        if (current != null && open && started) {
            visitor.accept(current);
        }
    }

    /** Somebody keeps the operation: the next one is another object. */
    void giveAway() {
        operation = null;
    }
}
