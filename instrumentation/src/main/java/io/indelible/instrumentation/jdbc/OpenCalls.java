package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The calls that open connections and make statements, as they nest on each thread: a pool's {@code prepareStatement}
 * calls the driver's, and what the driver's connection is known to be is true of the pool's statement too.
 */
final class OpenCalls {
    /** Nobody prepares for so long: an older call was left behind, by a stack overflow in the middle of its end. */
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final ThreadLocal<Innermost> innermost = ThreadLocal.withInitial(Innermost::new);

    /** Opens a call. Allocates it. */
    OpenCall open(@Nullable Object self, @Nullable String text) {
        Innermost here = innermost.get();
        OpenCall call = new OpenCall(here.call, self, text, System.nanoTime());
        here.call = call;
        return call;
    }

    /** Closes the call, and those inside of it that were left behind. */
    void close(OpenCall call) {
        innermost.get().call = call.outer;
    }

    /** Whether one is open on this thread. */
    boolean isOpen() {
        Innermost here = innermost.get();
        OpenCall call = here.call;
        if (call == null) {
            return false;
        }
        if (System.nanoTime() - call.openedTicks > LONGEST_NANOS) {
            here.call = null;
            return false;
        }
        return true;
    }

    private static final class Innermost {
        @Nullable
        OpenCall call;
    }
}
