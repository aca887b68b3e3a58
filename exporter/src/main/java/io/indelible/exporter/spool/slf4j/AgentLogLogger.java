package io.indelible.exporter.spool.slf4j;

import io.indelible.exporter.AgentLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Passes warnings and errors on. */
final class AgentLogLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    AgentLogLogger(String name) {
        this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        String message = name + ": " + MessageFormatter.basicArrayFormat(pattern, arguments);
        AgentLog.Level loudness = level == Level.ERROR ? AgentLog.Level.ERROR : AgentLog.Level.WARN;
        AgentLogProvider.target().log(loudness, message, cause);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
