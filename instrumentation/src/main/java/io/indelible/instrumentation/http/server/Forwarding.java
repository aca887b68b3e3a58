package io.indelible.instrumentation.http.server;

import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What proxies say of the request they pass on: {@code Forwarded} (RFC 7239) before the {@code X-Forwarded-} family
 * before what the last hop shows. The first of several proxies is the one that saw the client.
 */
final class Forwarding {
    private Forwarding() {}

    /** The host that the client asked for, perhaps with a port; null when unknown. */
    static @Nullable String host(Headers headers) {
        String host = proxied(headers, "host", "X-forwarded-host");
        return host == null ? headers.getFirst("Host") : host;
    }

    /** The client's address, perhaps with a port; null when no proxy tells. */
    static @Nullable String client(Headers headers) {
        return proxied(headers, "for", "X-forwarded-for");
    }

    /** The scheme that the client used; null when no proxy tells, or tells nonsense: it is a tag of the timer. */
    static @Nullable String scheme(Headers headers) {
        String scheme = proxied(headers, "proto", "X-forwarded-proto");
        if ("https".equalsIgnoreCase(scheme)) {
            return "https";
        }
        return "http".equalsIgnoreCase(scheme) ? "http" : null;
    }

    private static @Nullable String proxied(Headers headers, String parameter, String header) {
        String forwarded = headers.getFirst("Forwarded");
        String value = forwarded == null ? null : parameter(forwarded, parameter);
        return value == null ? first(headers.getFirst(header)) : value;
    }

    private static @Nullable String first(@Nullable String list) {
        int comma = list == null ? -1 : list.indexOf(',');
        return list == null || comma < 0 ? list : list.substring(0, comma);
    }

    /** The first value of a parameter of a {@code Forwarded} header, without quotes; null when there is none. */
    static @Nullable String parameter(String forwarded, String name) {
        int at = 0;
        for (int equals = forwarded.indexOf('='); equals >= 0; equals = forwarded.indexOf('=', at)) {
            boolean quoted = forwarded.startsWith("\"", equals + 1);
            int from = quoted ? equals + 2 : equals + 1;
            int to = quoted ? endOfQuoted(forwarded, from) : endOfToken(forwarded, from);
            if (forwarded.substring(at, equals).strip().equalsIgnoreCase(name)) {
                return forwarded.substring(from, to).strip();
            }
            at = Math.min(endOfToken(forwarded, to) + 1, forwarded.length());
        }
        return null;
    }

    private static int endOfQuoted(String text, int from) {
        int end = text.indexOf('"', from);
        return end < 0 ? text.length() : end;
    }

    private static int endOfToken(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != ',') {
            end++;
        }
        return end;
    }
}
