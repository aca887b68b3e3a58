package io.indelible.agent.engine.recorder;

import org.jspecify.annotations.Nullable;

/**
 * The text of {@link Throwable#printStackTrace}, bounded, with or without messages. Written here because the JDK's own
 * always prints messages, and because an exception's own {@code printStackTrace} is the application's code.
 */
final class StackTrace {
    private static final int MAX_FRAMES = 64;
    private static final int MAX_CAUSES = 8;
    /** Some exceptions quote whole documents, and their causes quote them again. */
    private static final int MAX_MESSAGE = 4096;

    private static final StackTraceElement[] NONE = {};

    private StackTrace() {}

    static String of(Throwable thrown, boolean withMessages) {
        StringBuilder text = new StringBuilder(1024);
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (depth > 0) {
                text.append("Caused by: ");
            }
            head(text, at, withMessages);
            frames(text, at);
            at = cause(at);
        }
        return text.toString();
    }

    /** The exception's message; null when it has none or its own code fails. */
    static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (Throwable itsOwn) {
            return null;
        }
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable itsOwn) {
            return null;
        }
    }

    private static StackTraceElement[] frames(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            return frames == null ? NONE : frames;
        } catch (Throwable itsOwn) {
            return NONE;
        }
    }

    private static void head(StringBuilder text, Throwable thrown, boolean withMessages) {
        text.append(thrown.getClass().getName());
        String message = withMessages ? message(thrown) : null;
        if (message != null) {
            text.append(": ").append(message, 0, Math.min(message.length(), MAX_MESSAGE));
        }
        text.append('\n');
    }

    private static void frames(StringBuilder text, Throwable thrown) {
        StackTraceElement[] frames = frames(thrown);
        int shown = Math.min(frames.length, MAX_FRAMES);
        for (int i = 0; i < shown; i++) {
            text.append("\tat ").append(frames[i]).append('\n');
        }
        if (shown < frames.length) {
            text.append("\t... ").append(frames.length - shown).append(" more\n");
        }
    }
}
