package io.indelible.exporter.otlp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Where a request begins, which may have to ask a name server: one that hangs must not hold the export thread, and the local
 * store with it. So a name is asked for on a thread that ends with that. Used by the export thread.
 */
final class Lookups {
    // The JVM remembers an address for thirty seconds, and that there is none for ten.
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final OtlpThreads threads;
    private final Map<String, Long> asked = new HashMap<>();
    private volatile boolean asking;

    Lookups(OtlpThreads threads) {
        this.threads = threads;
    }

    /**
     * Begins a request to this host: at once where nobody need be asked, else on a thread of its own.
     *
     * @param start throws nothing
     * @throws IOException when another is still waiting for a name server: none shall gather behind it
     */
    void begin(String host, Runnable start) throws IOException {
        if (ADDRESS.matcher(host).matches()) {
            start.run();
            return;
        }
        if (asking) {
            throw new IOException("nobody has said yet what the address of " + host + " is");
        }
        if (isRemembered(host)) {
            start.run();
            return;
        }
        asked.put(host, System.nanoTime());
        asking = true;
        threads.thread(() -> {
                    try {
                        start.run();
                    } finally {
                        asking = false;
                    }
                })
                .start();
    }

    private boolean isRemembered(String host) {
        Long last = asked.get(host);
        return last != null && System.nanoTime() - last < REMEMBERED_NANOS;
    }
}
