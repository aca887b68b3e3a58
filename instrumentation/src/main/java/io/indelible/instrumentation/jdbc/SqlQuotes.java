package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.jdbc.SqlSyntax.Backslash;

/** Finds where quoted text ends. */
final class SqlQuotes {
    /** It never ends, or where cannot be told for sure. */
    static final int UNTERMINATED = -1;

    private final String sql;
    private final int end;

    SqlQuotes(String sql, int end) {
        this.sql = sql;
        this.end = end;
    }

    /** The place after the name that opens at {@code quote}; a doubled quote is part of it. */
    int nameEnd(int quote, char close) {
        for (int i = quote + 1; i < end; i++) {
            if (sql.charAt(i) == close) {
                if (i + 1 < end && sql.charAt(i + 1) == close) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return UNTERMINATED;
    }

    /** The place after the string that opens at {@code quote}; unterminated when that cannot be told for sure. */
    int stringEnd(int quote, Backslash backslash) {
        char close = sql.charAt(quote);
        boolean escaped = false;
        for (int i = quote + 1; i < end; i++) {
            char c = sql.charAt(i);
            if (c == '\\' && backslash != Backslash.PLAIN) {
                escaped = !escaped;
                continue;
            }
            if (c == close) {
                if (escaped && backslash == Backslash.UNSURE) {
                    return UNTERMINATED;
                }
                if (!escaped && i + 1 < end && sql.charAt(i + 1) == close) {
                    i++;
                } else if (!escaped) {
                    return i + 1;
                }
            }
            escaped = false;
        }
        return UNTERMINATED;
    }

    /** The place after Oracle's {@code q'[...]'}, whose first quote is at {@code quote}. */
    int alternativeEnd(int quote) {
        if (quote + 1 >= end) {
            return UNTERMINATED;
        }
        char open = sql.charAt(quote + 1);
        int pair = "[{(<".indexOf(open);
        char close = pair < 0 ? open : "]})>".charAt(pair);
        for (int i = quote + 2; i + 1 < end; i++) {
            if (sql.charAt(i) == close && sql.charAt(i + 1) == '\'') {
                return i + 2;
            }
        }
        return UNTERMINATED;
    }

    /** The place after the opening {@code $tag$} at {@code dollar}; {@code dollar} itself when there is none. */
    int tagEnd(int dollar) {
        int i = dollar + 1;
        while (i < end && (Character.isLetterOrDigit(sql.charAt(i)) || sql.charAt(i) == '_')) {
            i++;
        }
        return i < end && sql.charAt(i) == '$' ? i + 1 : dollar;
    }

    /** The place after the text between two equal tags, of which the first is given. */
    int dollarEnd(int tagStart, int tagEnd) {
        int length = tagEnd - tagStart;
        for (int i = sql.indexOf('$', tagEnd); i >= 0 && i + length <= end; i = sql.indexOf('$', i + 1)) {
            if (sql.regionMatches(i, sql, tagStart, length)) {
                return i + length;
            }
        }
        return UNTERMINATED;
    }
}
