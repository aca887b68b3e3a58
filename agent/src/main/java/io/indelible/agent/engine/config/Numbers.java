package io.indelible.agent.engine.config;

import java.util.Locale;

/** Reads numbers with units. Nothing is thrown: what cannot be read is {@link #BAD}. */
public final class Numbers {
    /** What is returned for text that is no such number, or one too great. */
    public static final long BAD = -1;

    private static final long SECOND = 1000;
    private static final long DAY = 86_400 * SECOND;

    private Numbers() {}

    /** Bytes: {@code 1048576}, {@code 64KiB} (1024s), {@code 64KB} (1000s), {@code 64k} (1024s, as the JVM's options). */
    public static long size(String text) {
        int digits = digits(text);
        return product(count(text.substring(0, digits)), sizeUnit(unit(text, digits)));
    }

    /** Milliseconds: {@code 1500}, {@code 1500ms}, {@code 90s}, {@code 10m}, {@code 12h}, {@code 30d}. */
    public static long duration(String text) {
        int digits = digits(text);
        return product(count(text.substring(0, digits)), durationUnit(unit(text, digits)));
    }

    /** A whole number that is not negative. */
    public static long count(String text) {
        if (text.isEmpty() || digits(text) < text.length()) {
            return BAD;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (number > (Long.MAX_VALUE - digit) / 10) {
                return BAD;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** A share from 0 to 1. */
    static double ratio(String text) {
        try {
            double ratio = Double.parseDouble(text);
            return ratio >= 0 && ratio <= 1 ? ratio : BAD;
        } catch (NumberFormatException e) {
            return BAD;
        }
    }

    private static int digits(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        return digits;
    }

    private static String unit(String text, int from) {
        return text.substring(from).trim().toLowerCase(Locale.ROOT);
    }

    private static long product(long number, long unit) {
        return number < 0 || unit < 0 || number > Long.MAX_VALUE / unit ? BAD : number * unit;
    }

    private static long sizeUnit(String unit) {
        return switch (unit) {
            case "", "b" -> 1;
            case "k", "kib" -> 1L << 10;
            case "m", "mib" -> 1L << 20;
            case "g", "gib" -> 1L << 30;
            case "t", "tib" -> 1L << 40;
            case "kb" -> 1_000;
            case "mb" -> 1_000_000;
            case "gb" -> 1_000_000_000;
            case "tb" -> 1_000_000_000_000L;
            default -> BAD;
        };
    }

    private static long durationUnit(String unit) {
        return switch (unit) {
            case "", "ms" -> 1;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3600 * SECOND;
            case "d" -> DAY;
            default -> BAD;
        };
    }
}
