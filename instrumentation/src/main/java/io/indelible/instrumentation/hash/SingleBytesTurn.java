package io.indelible.instrumentation.hash;

import io.indelible.bridge.SingleBytes;
import org.jspecify.annotations.Nullable;

/** Decides whose {@link SingleBytes} are collected, and whose nobody is told of: one digest's each, in the whole JVM. */
final class SingleBytesTurn {
    /** Whoever is fed fewer in a hash rings for them: taking turns is worth it for loops only. */
    private static final int RINGS_BEFORE = 64;
    /** So often others may ask in vain; then whoever was not fed meanwhile has lost its turn. */
    private static final int PATIENCE = 4096;

    // Of all threads, without order: a wrong number gives the turn to somebody too early or too late.
    private int refused;
    private @Nullable SingleBytes seen;
    private long takenWhenSeen;

    /** A digest that may be collected has rung for a single byte: from the next one on it need not, if it is its turn. */
    void offer(DigestState state) {
        if (++state.singleRings < RINGS_BEFORE) {
            return;
        }
        SingleBytes current = SingleBytes.collected();
        if (current == null || current.refersTo(null) || isIdle(current)) {
            SingleBytes own = state.singleBytes();
            if (own == null) {
                state.singleRings = Integer.MIN_VALUE; // not in this hash
            } else {
                own.collect();
            }
        }
    }

    /** A digest that is part of something else has rung for a single byte. */
    void ignore(DigestState state) {
        if (++state.singleRings >= RINGS_BEFORE) {
            state.singleRings = 0;
            SingleBytes own = state.singleBytes();
            if (own != null) {
                own.ignore();
            }
        }
    }

    private boolean isIdle(SingleBytes current) {
        if (++refused < PATIENCE) {
            return false;
        }
        refused = 0;
        boolean idle = current == seen && current.taken() == takenWhenSeen;
        seen = current;
        takenWhenSeen = current.taken();
        return idle;
    }
}
