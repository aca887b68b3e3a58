package io.indelible.instrumentation.hash;

import io.indelible.bridge.SingleBytes;
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

    /** Whether it is fed single bytes, of which some may wait in its {@link BlockEngine} or its {@link SingleBytes}. */
    boolean singly;

    /** Bytes that we heard of since it was made or reset. */
    long heard;

    /** Single bytes that it rang for since then. */
    int singleRings;

    /** Whether every thread may find it. */
    boolean listed;

    /** When it was fed first, {@link System#nanoTime}. */
    long startTicks;

    /** Bytes that are under no claim: fed before the last value was said, or as numbers. */
    long unclaimed;

    /** Bytes that the last value was of; 0 since it was made or reset. */
    long said;

    /** What was collected of it; null when it never was its turn. */
    private @Nullable SingleBytes collected;

    /** How many of these we heard of. */
    private long heardOfCollected;

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
        stopCollecting();
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
        if (internal) {
            return;
        }
        SingleBytes bytes = collected;
        if (bytes != null) {
            long unheard = Math.max(0, bytes.taken() - heardOfCollected);
            heardOfCollected += unheard;
            catchUp(traffic, unheard, bytes.block(), bytes.end());
            return;
        }
        Object engine = BlockEngine.of(get());
        if (engine != null) {
            long unheard = BlockEngine.taken(engine) - heard;
            heard += unheard;
            catchUp(traffic, unheard, BlockEngine.block(engine), BlockEngine.end(engine));
        }
    }

    private void catchUp(Traffic traffic, long unheard, byte[] block, int end) {
        if (unheard < 0 || unheard > end) {
            claim.strayed(Math.max(0, unheard)); // fed where we did not look: before an attach, by too many threads
        } else if (unheard > 0) {
            claim.fedSingly(traffic, block, end - (int) unheard, (int) unheard);
        }
    }

    /** What is collected of it when it is its turn; null when it has no need of that, cannot be collected or is gone. */
    @Nullable
    SingleBytes singleBytes() {
        if (collected == null) {
            Object digest = get();
            collected = digest == null || BlockEngine.of(digest) != null || !DigestKinds.isLeaf(digest)
                    ? null
                    : new SingleBytes(digest);
        }
        return collected;
    }

    /** From now on it rings for each byte, whoever gave it its turn: two threads may each know it by a state of their own. */
    void stopCollecting() {
        Object digest = SingleBytes.collected() == null ? null : get();
        if (digest != null) {
            SingleBytes.stop(digest);
        }
    }

    /** Whether these are what is collected of it. */
    boolean collects(SingleBytes bytes) {
        return collected == bytes;
    }

    /** Its operation is over or dropped; the bytes go on where a value does not begin anew. */
    void close(long bytesSaid) {
        open = false;
        started = false;
        ready = false;
        singly = false;
        singleRings = 0;
        heard = 0;
        stopCollecting();
        if (collected != null) {
            heardOfCollected = collected.taken();
        }
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
