package io.indelible.instrumentation.http.server;

import org.jspecify.annotations.Nullable;

/**
 * A host, IPv6 without its brackets, and a port.
 *
 * @param port -1 when there is none
 */
record HostPort(String host, int port) {
    /** Reads {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port} or a bare IPv6 address; null for nothing. */
    static @Nullable HostPort of(@Nullable String text) {
        String value = text == null ? "" : text.strip();
        if (value.isEmpty()) {
            return null;
        }
        int bracket = value.startsWith("[") ? value.indexOf(']') : -1;
        if (bracket > 0) {
            return new HostPort(value.substring(1, bracket), port(value, bracket + 1));
        }
        int colon = value.indexOf(':');
        boolean single = colon >= 0 && colon == value.lastIndexOf(':');
        return single ? new HostPort(value.substring(0, colon), port(value, colon)) : new HostPort(value, -1);
    }

    private static int port(String value, int colon) {
        if (!value.startsWith(":", colon)) {
            return -1;
        }
        try {
            return Integer.parseInt(value, colon + 1, value.length(), 10);
        } catch (NumberFormatException notANumber) {
            return -1; // such as the obfuscated ports of RFC 7239
        }
    }
}
