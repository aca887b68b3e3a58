package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/** The text of a summary as it grows: words, and names of several parts. At most 255 characters. */
final class SummaryText {
    private static final int LONGEST = 255;

    private final String sql;
    private final StringBuilder text = new StringBuilder(48);
    private int wordStart;
    /** Where the last name ended, or the dot after it: what follows there directly belongs to it. */
    private int pathEnd = -1;

    private int procedureStart = -1;
    private int procedureEnd = -1;
    private boolean full;

    SummaryText(String sql) {
        this.sql = sql;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether a word did not fit; then there must not be any more. */
    boolean isFull() {
        return full;
    }

    /** The text; null when it is empty. */
    @Nullable
    String text() {
        return text.isEmpty() ? null : text.toString();
    }

    /** The name that was added as a procedure's; null when there is none. */
    @Nullable
    String procedure() {
        return procedureStart < 0 ? null : text.substring(procedureStart, procedureEnd);
    }

    void add(int start, int end) {
        wordStart = text.length();
        if (wordStart > 0) {
            text.append(' ');
        }
        text.append(sql, start, end);
        cut();
    }

    /** Adds a name, of which parts may follow. */
    void addName(int start, int end) {
        add(start, end);
        pathEnd = end;
    }

    void addProcedure(int start, int end) {
        addName(start, end);
        procedureStart = full ? -1 : wordStart + 1;
        procedureEnd = text.length();
    }

    /** Whether a dot at this place would belong to the last name. */
    boolean endsAt(int position) {
        return position == pathEnd;
    }

    /** Whether what begins at this place is the next part of the last name. */
    boolean expectsPart(int position) {
        return position == pathEnd && sql.charAt(position - 1) == '.';
    }

    /** Adds to the last name. */
    void append(int start, int end) {
        boolean ofProcedure = procedureEnd == text.length();
        text.append(sql, start, end);
        pathEnd = end;
        if (ofProcedure) {
            procedureEnd = text.length();
        }
        cut();
    }

    /** A word that does not fit goes whole. */
    private void cut() {
        if (text.length() > LONGEST) {
            text.setLength(wordStart);
            procedureStart = -1;
            full = true;
        }
    }
}
