package io.indelible.agent.engine.log;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;

/**
 * Lets the same text pass once a minute and counts the rest. Any thread, no locks. At most {@link #MOST_TEXTS} texts are
 * remembered: texts that differ each time pass, and the log's own bound holds them.
 */
final class Repeats {
    static final long WINDOW_MILLIS = 60_000;
    static final int MOST_TEXTS = 256;

    private final Map<String, Repeat> texts = new ConcurrentHashMap<>();

    /** Whether the text may be said now. */
    boolean permit(String text, long nowMillis) {
        Repeat known = texts.get(text);
        if (known == null) {
            if (texts.size() < MOST_TEXTS) {
                texts.putIfAbsent(text, new Repeat(nowMillis));
            }
            return true;
        }
        known.suppressed.incrementAndGet();
        return false;
    }

    /** Forgets the texts whose minute is over, and tells how often each was suppressed. One thread at a time. */
    void expire(long nowMillis, ObjIntConsumer<String> suppressed) {
        Iterator<Map.Entry<String, Repeat>> entries = texts.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Repeat> entry = entries.next();
            long age = nowMillis - entry.getValue().sinceMillis;
            // A clock that was set back must not silence a text for longer.
            if (age >= WINDOW_MILLIS || age < 0) {
                entries.remove();
                tell(entry.getKey(), entry.getValue().suppressed.get(), suppressed);
            }
        }
    }

    private static void tell(String text, int count, ObjIntConsumer<String> suppressed) {
        if (count > 0) {
            suppressed.accept(text, count);
        }
    }

    private static final class Repeat {
        final long sinceMillis;
        final AtomicInteger suppressed = new AtomicInteger();

        Repeat(long sinceMillis) {
            this.sinceMillis = sinceMillis;
        }
    }
}
