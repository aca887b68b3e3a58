package io.indelible.exporter;

import org.jspecify.annotations.Nullable;

/** Where the engine says things: the agent's own log, never the application's. Any thread; never throws or blocks long. */
public interface AgentLog {
    /** Says nothing; for tests. */
    AgentLog SILENT = (level, message, cause) -> {};

    /** How loud. */
    enum Level {
        /** For developers of the agent. */
        DEBUG,
        /** Ordinary. */
        INFO,
        /** Something is lost or degraded. */
        WARN,
        /** The agent cannot do its work. */
        ERROR
    }

    /** Writes one line, and the trace of {@code cause} where there is one. */
    void log(Level level, String message, @Nullable Throwable cause);

    /** As {@link #log} at this level, without a cause. */
    default void info(String message) {
        log(Level.INFO, message, null);
    }

    /** As {@link #log} at this level; a cause that is null leaves out the trace. */
    default void warn(String message, @Nullable Throwable cause) {
        log(Level.WARN, message, cause);
    }
}
