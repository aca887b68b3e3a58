package io.indelible.agent.engine.recorder;

import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Looks for what must not be quoted in the messages of a failure. */
final class Quotes {
    private static final String SQL_EXCEPTION = "java.sql.SQLException";
    private static final int MAX_CAUSES = 8;

    private Quotes() {}

    /**
     * Whether a failure came of a database or of a URL, whoever reports it: what a database refused quotes rows, and
     * those who wrap it repeat its message in theirs.
     */
    static boolean others(Throwable thrown) {
        @Nullable Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (isOfDatabase(at.getClass()) || holdsUrl(StackTrace.message(at))) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** Whether a failure, or what caused it, names a file: some kinds do so without any separator in the message. */
    static boolean paths(Throwable thrown) {
        @Nullable Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (at instanceof FileSystemException
                    || at instanceof FileNotFoundException
                    || holdsPath(StackTrace.message(at))) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    private static boolean holdsPath(@Nullable String message) {
        return message != null && (message.indexOf('/') >= 0 || message.indexOf('\\') >= 0);
    }

    private static boolean holdsUrl(@Nullable String message) {
        return message != null && message.contains("://");
    }

    /** By name: the module may be absent, and most programs never load the class. */
    private static boolean isOfDatabase(Class<?> exception) {
        for (Class<?> type = exception; type != null; type = type.getSuperclass()) {
            if (type.getName().equals(SQL_EXCEPTION)) {
                return true;
            }
        }
        return false;
    }
}
