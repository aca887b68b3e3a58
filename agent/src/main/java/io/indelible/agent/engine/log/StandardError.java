package io.indelible.agent.engine.log;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/**
 * The few lines that an application's standard error may carry: one at start, one per distinct trouble, a handful in
 * all. Writing there can block on a full pipe, so only engine threads and premain call this. Never throws.
 */
public final class StandardError {
    private static final String PREFIX = "[indelible] ";
    private static final int MOST_TROUBLES = 16;

    private final PrintStream stream;
    private final Set<String> said = new HashSet<>();
    private boolean started;

    /**
     * Lines go to this stream.
     *
     * @param stream the stream of the time of premain: later the application may have put its own in its place, and
     *     writing to that runs its code
     */
    public StandardError(PrintStream stream) {
        this.stream = stream;
    }

    /** Says that the agent started, and how; only the first call does. */
    public synchronized void started(String text) {
        if (!started) {
            started = true;
            print(text);
        }
    }

    /** Says what is wrong, unless the same was said before or too much was. */
    public synchronized void trouble(String text) {
        if (said.size() < MOST_TROUBLES && said.add(text)) {
            print(text);
        }
    }

    private void print(String text) {
        try {
            stream.println(PREFIX.concat(text.replace('\r', ' ').replace('\n', ' ')));
        } catch (RuntimeException | Error e) {
            // There is no other place to say it.
            started = true;
        }
    }
}
