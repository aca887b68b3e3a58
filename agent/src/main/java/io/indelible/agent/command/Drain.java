package io.indelible.agent.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Delivers what dead process instances left in their spools. */
public interface Drain {
    /**
     * Adopts the spools of dead instances and delivers them to the destinations that are configured; returns when all is
     * delivered or the time is over.
     *
     * @param service the directory of one service; null for all below the base directory
     * @param timeoutMillis how long to try, 0 for as long as it takes
     * @param progress takes lines for the user
     * @throws InterruptedException when the user gave up; what was delivered stays delivered
     */
    Outcome drain(@Nullable String service, long timeoutMillis, Consumer<String> progress) throws InterruptedException;

    /**
     * How it ended.
     *
     * @param instances dead instances that were found
     * @param delivered records that every destination has
     * @param left instances that still hold undelivered records
     * @param unread dead instances that could not be read now
     * @param kept by destination that is none of those configured here: instances among those left that recorded for it
     */
    record Outcome(int instances, long delivered, int left, int unread, Map<String, Integer> kept) {
        /** Nobody left anything. */
        public static final Outcome NOTHING = new Outcome(0, 0, 0);

        /** All was read, and nothing is kept for others. */
        public Outcome(int instances, long delivered, int left) {
            this(instances, delivered, left, 0, Map.of());
        }

        /** This and another one. */
        public Outcome plus(Outcome other) {
            Map<String, Integer> both = new TreeMap<>(kept);
            other.kept.forEach((destination, more) -> both.merge(destination, more, Integer::sum));
            return new Outcome(
                    instances + other.instances,
                    delivered + other.delivered,
                    left + other.left,
                    unread + other.unread,
                    both);
        }
    }
}
