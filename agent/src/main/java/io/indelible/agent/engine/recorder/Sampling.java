package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.Operation;
import io.indelible.instrumentation.TraceContext;
import org.jspecify.annotations.Nullable;

/** Decides whether a span is recorded. Folded once at start; any thread. */
@FunctionalInterface
public interface Sampling {
    /** Everything, unless the caller of a remote operation decided otherwise: OpenTelemetry's default. */
    Sampling PARENT_BASED_ALWAYS_ON = (operation, parent) -> parent == null || parent.sampled();

    /** Whether the span of {@code operation}, which has its ids but no attributes yet, is recorded. */
    boolean samples(Operation operation, @Nullable TraceContext parent);
}
