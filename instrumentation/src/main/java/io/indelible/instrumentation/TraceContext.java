package io.indelible.instrumentation;

import org.jspecify.annotations.Nullable;

/**
 * Where something happens: a trace, a span in it, and what travels along. Either an {@link Operation} of this process
 * or the context that a request brought. Immutable once published to other threads.
 */
public class TraceContext {
    /** Upper and lower half of the trace id; both 0 until assigned. */
    public long traceIdHigh;

    /** See {@link #traceIdHigh}. */
    public long traceIdLow;

    /** The span id; 0 until assigned. */
    public long spanId;

    /** W3C trace flags: 0x01 sampled, 0x02 random. */
    public byte flags;

    /** Whether the span is another process'. */
    public boolean remote;

    /**
     * What travels besides the ids (trace state, baggage, foreign keys), as the propagators made it; null when nothing
     * does. Only the engine looks inside.
     */
    public @Nullable Object baggage;

    /** Whether spans in this context are recorded. */
    public final boolean sampled() {
        return (flags & 1) != 0;
    }
}
