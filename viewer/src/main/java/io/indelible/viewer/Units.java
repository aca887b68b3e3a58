package io.indelible.viewer;

import java.util.Locale;

/** Numbers as people read them, three digits each. */
final class Units {
    private static final String[] SIZES = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Units() {}

    static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return digits(nanos / 1e3) + " us";
        }
        if (nanos < 1_000_000_000) {
            return digits(nanos / 1e6) + " ms";
        }
        long seconds = nanos / 1_000_000_000;
        if (seconds < 60) {
            return digits(nanos / 1e9) + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds % 3600 / 60);
    }

    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double value = bytes / 1e3;
        int size = 0;
        while (value >= 999.5 && size < SIZES.length - 1) {
            value /= 1_000;
            size++;
        }
        return digits(value) + " " + SIZES[size];
    }

    /** How fast; empty when there is nothing to tell. */
    static String speed(long bytes, long nanos) {
        return bytes <= 0 || nanos <= 0 ? "" : bytes((long) (bytes * 1e9 / nanos)) + "/s";
    }

    private static String digits(double value) {
        String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
