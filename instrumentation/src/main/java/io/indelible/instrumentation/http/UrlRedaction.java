package io.indelible.instrumentation.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of URLs what opens doors: credentials, and the values of query parameters that sign a request. The keys stay,
 * for they say which kind of request it was. Returns its argument itself when there is nothing to hide.
 */
public final class UrlRedaction {
    private static final String DEFAULT =
            "X-Amz-Signature,X-Amz-Credential,X-Amz-Security-Token,AWSAccessKeyId,Signature,sig,X-Goog-Signature";
    private static final String REDACTED = "REDACTED";

    private final String[] sensitive;

    private UrlRedaction(String[] sensitive) {
        this.sensitive = sensitive;
    }

    /** Hides the values of a comma list of keys, which replaces the usual list; null for the usual list. */
    static UrlRedaction of(@Nullable String list) {
        String keys = list == null ? DEFAULT : list;
        return new UrlRedaction(Arrays.stream(keys.split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toArray(String[]::new));
    }

    /** A whole URL without its secrets. */
    public String url(String url) {
        String anonymous = withoutCredentials(url);
        int query = anonymous.indexOf('?') + 1;
        int fragment = anonymous.indexOf('#');
        if (query == 0 || (fragment >= 0 && fragment < query)) {
            return anonymous;
        }
        return redact(anonymous, query, fragment < 0 ? anonymous.length() : fragment);
    }

    /** A query, without the question mark, without its secrets. */
    public String query(String query) {
        return redact(query, 0, query.length());
    }

    /** A URL of any scheme without user and password. */
    public static String withoutCredentials(String url) {
        int authority = url.indexOf("://") + 3;
        int at = authority < 3 ? -1 : url.lastIndexOf('@', endOfAuthority(url, authority));
        return at < authority ? url : url.substring(0, authority) + REDACTED + ":" + REDACTED + url.substring(at);
    }

    private static int endOfAuthority(String url, int from) {
        int end = from;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end - 1;
    }

    private String redact(String text, int from, int to) {
        StringBuilder redacted = null;
        int copied = 0;
        for (int start = from, end; start < to; start = end + 1) {
            end = endOfParameter(text, start, to);
            int value = text.indexOf('=', start) + 1;
            if (value > 0 && value <= end && isSensitive(text, start, value - 1)) {
                redacted = redacted == null ? new StringBuilder(text.length() + REDACTED.length()) : redacted;
                redacted.append(text, copied, value).append(REDACTED);
                copied = end;
            }
        }
        return redacted == null
                ? text
                : redacted.append(text, copied, text.length()).toString();
    }

    private static int endOfParameter(String text, int from, int to) {
        int end = text.indexOf('&', from);
        return end < 0 || end > to ? to : end;
    }

    private boolean isSensitive(String text, int from, int to) {
        for (String key : sensitive) {
            if (key.length() == to - from && text.startsWith(key, from)) {
                return true;
            }
        }
        return false;
    }
}
