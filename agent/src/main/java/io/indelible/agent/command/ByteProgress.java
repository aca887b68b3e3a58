package io.indelible.agent.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How far going through many bytes is: a bar where somebody watches, else a plain line now and then. */
final class ByteProgress {
    private static final long BAR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int BAR = 30;
    private static final String ERASE = "\r\u001b[K";

    private final String doing;
    private final PrintWriter err;
    private final boolean terminal;
    private final long total;
    private final LongSupplier nanoTime;
    private final long start;
    private long shownAt;
    private long bytes;
    private boolean drawn;

    /**
     * @param doing what is being done, as one word
     * @param total bytes there will be
     */
    ByteProgress(String doing, PrintWriter err, boolean terminal, long total, LongSupplier nanoTime) {
        this.doing = doing;
        this.err = err;
        this.terminal = terminal;
        this.total = total;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        shownAt = start;
    }

    void read(long count) {
        bytes += count;
        long now = nanoTime.getAsLong();
        if (now - shownAt >= (terminal ? BAR_NANOS : LINE_NANOS)) {
            shownAt = now;
            show();
        }
    }

    /** Makes room for a line of something else. */
    void erase() {
        if (drawn) {
            drawn = false;
            err.print(ERASE);
            err.flush();
        }
    }

    long bytes() {
        return bytes;
    }

    /** Bytes read in how long and how fast: {@code 3.4 GiB in 12.3 s, 281 MiB/s}. */
    String summary() {
        double seconds = seconds();
        return String.format(Locale.ROOT, "%s in %.1f s, %s", Bytes.shown(bytes), seconds, speed());
    }

    private void show() {
        String text = Bytes.shown(bytes) + " of " + Bytes.shown(total) + ", " + speed();
        if (terminal) {
            int done = (int) Math.min(BAR, total <= 0 ? BAR : bytes * BAR / total);
            err.print(ERASE + "[" + "#".repeat(done) + ".".repeat(BAR - done) + "] " + text);
            drawn = true;
        } else {
            err.println(doing + ": " + text);
        }
        err.flush();
    }

    private String speed() {
        return Bytes.shown(Math.round(bytes / seconds())) + "/s";
    }

    private double seconds() {
        return Math.max(1, nanoTime.getAsLong() - start) / 1e9;
    }
}
