package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How many spans have ended, and how many are open. The one is counted on the application's threads, the other is seen from
 * outside, as {@link OpenSpans} sees it, so that a start costs nothing. Counting allocates nothing.
 */
public final class SpanCounts {
    private final LongAdder[] ended = adders();

    /** Where a span's parent is. */
    public enum Origin {
        /** There is none. */
        NONE,
        /** In this process. */
        LOCAL,
        /** In another one. */
        REMOTE
    }

    /** Spans that have ended, by whether they were recorded. Any thread. */
    public long ended(Origin origin, boolean sampled) {
        return ended[index(origin, sampled)].sum();
    }

    /**
     * The spans that are open now, of each origin. Only of what somebody waits for: whether an open file will be a span of
     * its own is known when it is closed.
     *
     * @param everything shows every operation that is open, some of them twice
     */
    public static long[] live(Consumer<Consumer<Operation>> everything, boolean sampled) {
        Set<Operation> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long[] live = new long[Origin.values().length];
        everything.accept(operation -> {
            if (operation.sampled() == sampled && isLive(operation) && seen.add(operation)) {
                live[origin(operation.parent).ordinal()]++;
            }
        });
        return live;
    }

    void ended(Operation operation) {
        ended[index(origin(operation.parent), operation.sampled())].increment();
    }

    // Another thread changes what is read here; what makes no sense is seen again at the next look.
    private static boolean isLive(Operation operation) {
        try {
            return operation.startEpochNanos != 0
                    && operation.isWaitedFor()
                    && operation.wantsOpenSpan()
                    && !operation.ended;
        } catch (RuntimeException changedMeanwhile) {
            return false;
        }
    }

    private static Origin origin(@Nullable TraceContext parent) {
        return parent == null ? Origin.NONE : parent.remote ? Origin.REMOTE : Origin.LOCAL;
    }

    private static int index(Origin origin, boolean sampled) {
        return 2 * origin.ordinal() + (sampled ? 1 : 0);
    }

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[2 * Origin.values().length];
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
