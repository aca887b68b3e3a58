package io.indelible.exporter.otlp;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3): seconds or a date. */
final class RetryAfter {
    private static final int MAX_DIGITS = 12;

    private RetryAfter() {}

    /** How many milliseconds from {@code now}; -1 when the value says nothing that can be understood. */
    static long millis(String value, Instant now) {
        String text = value.trim();
        if (!text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(text) * 1_000;
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(now, then).toMillis());
        } catch (DateTimeParseException e) {
            return -1;
        }
    }
}
