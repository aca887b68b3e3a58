package io.indelible.exporter;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says each distinct trouble once: a collector that is away for a night fills no log. Used by the export thread. */
final class Troubles {
    // A trouble whose text differs every time is silent after so many.
    private static final int MAX_SAID = 64;

    private final AgentLog log;
    private final Set<String> said = new HashSet<>();
    private boolean announced;

    Troubles(AgentLog log) {
        this.log = log;
    }

    /** Says it, unless it was said before; true when it was said. */
    boolean say(String message, @Nullable Throwable cause) {
        if (said.size() >= MAX_SAID || !said.add(message)) {
            return false;
        }
        log.warn(message, cause);
        return true;
    }

    /** As {@link #say}, of a trouble that may pass. */
    void begin(String message) {
        announced |= say(message, null);
    }

    /** The trouble has passed; said only when its beginning was. */
    void end(String message) {
        if (announced) {
            announced = false;
            log.info(message);
        }
    }
}
