package io.indelible.agent.engine.recorder;

import io.indelible.instrumentation.Operation;
import org.jspecify.annotations.Nullable;

/** Counts and times operations, and what they measure themselves. Called on application threads, never blocks. */
@FunctionalInterface
public interface OperationTimers {
    /** An operation has ended; its duration is set. */
    void record(Operation operation, @Nullable String errorType);
}
