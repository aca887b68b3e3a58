package io.indelible.agent.command;

import java.util.Locale;

/** Sizes as people read them. */
final class Bytes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Bytes() {}

    /** {@code 0 B}, {@code 1.5 KiB}, {@code 512 MiB}; {@code unknown} when negative. */
    static String shown(long bytes) {
        if (bytes < 0) {
            return "unknown";
        }
        double size = bytes;
        int unit = 0;
        while (size >= 1024) {
            size /= 1024;
            unit++;
        }
        String format = size == Math.rint(size) || size >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, size, UNITS[unit]);
    }
}
