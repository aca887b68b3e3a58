package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What may be said of one SQL text. Immutable, so that racing threads may share it without further ado.
 *
 * @param original the text as the application wrote it
 * @param masked the same without literals and comments, at most {@link #LONGEST} characters
 * @param summary operations and targets, at most 255 characters; null when there is nothing to say
 * @param procedure the one stored procedure that is called; null when there is none
 * @param parameterised whether it has placeholders for values
 * @param escapedCall whether this is JDBC's <code>{call ...}</code>, which is no query
 */
record SqlText(
        String original,
        String masked,
        @Nullable String summary,
        @Nullable String procedure,
        boolean parameterised,
        boolean escapedCall) {
    /** Texts are cut there, after masking. */
    static final int LONGEST = 32 * 1024;

    /**
     * What is recorded of it; null for an escaped call, which conventions leave out.
     *
     * @param prepared whether it ran as a prepared statement: then one with placeholders is kept word for word
     *     (semantic conventions, database spans, sanitization)
     */
    @Nullable
    String recorded(boolean prepared) {
        if (escapedCall) {
            return null;
        }
        return prepared && parameterised ? cut(original) : masked;
    }

    /** The text, or its beginning when it is longer than {@link #LONGEST}. */
    static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }
}
