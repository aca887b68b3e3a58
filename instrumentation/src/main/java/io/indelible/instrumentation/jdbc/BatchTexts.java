package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What a batch of texts looks like, gathered while they are added: nothing of them is kept but their masked forms, and of
 * a run of equal ones only one, so that a batch of a million rows costs no more than one of ten.
 */
final class BatchTexts {
    private static final String SEPARATOR = "; ";

    private final SqlText first;
    private SqlText last;
    private boolean sameSummary = true;
    private @Nullable StringBuilder joined;

    BatchTexts(SqlText first) {
        this.first = first;
        last = first;
    }

    void add(SqlText text) {
        if (text.masked().equals(last.masked())) {
            return;
        }
        sameSummary &= java.util.Objects.equals(text.summary(), first.summary());
        join(text.masked());
        last = text;
    }

    /** The first text, which is the only one when the batch has one entry. */
    SqlText first() {
        return first;
    }

    /** The texts, joined; one text when all are the same. At most {@link SqlText#LONGEST} characters. */
    String text() {
        StringBuilder all = joined;
        return all == null ? first.masked() : SqlText.cut(all.toString());
    }

    /** The summary that all have in common; null when they have none. */
    @Nullable
    String summary() {
        return sameSummary ? first.summary() : null;
    }

    private void join(String masked) {
        StringBuilder all = joined;
        if (all == null) {
            all = new StringBuilder(first.masked());
            joined = all;
        }
        if (all.length() < SqlText.LONGEST) {
            all.append(SEPARATOR).append(masked);
        }
    }
}
