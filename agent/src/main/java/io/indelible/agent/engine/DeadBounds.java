package io.indelible.agent.engine;

import io.indelible.exporter.AgentLog;
import io.indelible.exporter.WallClock;
import io.indelible.exporter.spool.DeadSpool;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * How much dead processes may leave altogether, and for how long.
 *
 * @param maxBytes bytes of all of them
 * @param maxAgeMillis since the last record of one
 * @param clock what time it is
 */
record DeadBounds(long maxBytes, long maxAgeMillis, InstantSource clock) {
    /** Bounds by the clock of this machine. */
    DeadBounds(long maxBytes, long maxAgeMillis) {
        this(maxBytes, maxAgeMillis, InstantSource.system());
    }

    /**
     * Which of these, in the order of their starts, have to go undelivered: the oldest. Of one that is partly beyond the bound
     * the oldest segments go, for a spool that was full when its process died is no smaller now. Says so.
     */
    List<DeadSpool> beyond(List<DeadSpool> dead, AgentLog log) {
        List<DeadSpool> beyond = new ArrayList<>();
        long room = maxBytes;
        for (int i = dead.size() - 1; i >= 0; i--) {
            DeadSpool spool = dead.get(i);
            try {
                String why = age(spool);
                if (why.isEmpty() && !fits(spool, room, log)) {
                    why = beyondTheBound();
                }
                if (why.isEmpty()) {
                    room -= spool.bytes();
                } else {
                    log.warn("what " + spool.instance() + " left is " + why + "; deleted undelivered", null);
                    beyond.add(spool);
                }
            } catch (IOException unknown) {
                log.warn("the size of what " + spool.instance() + " left is not known", unknown);
            }
        }
        return beyond;
    }

    private boolean fits(DeadSpool spool, long room, AgentLog log) throws IOException {
        int dropped = room > 0 ? spool.dropOldest(room) : 0;
        if (dropped > 0) {
            log.warn(
                    "the oldest " + dropped + " segments of what " + spool.instance() + " left are " + beyondTheBound()
                            + "; deleted undelivered",
                    null);
        }
        return spool.bytes() <= room;
    }

    private String beyondTheBound() {
        return "beyond the bound of " + maxBytes + " bytes";
    }

    private String age(DeadSpool spool) throws IOException {
        long last = spool.lastWriteMillis();
        return WallClock.wasSetAt(last) && clock.millis() - last > maxAgeMillis ? "too old" : "";
    }
}
