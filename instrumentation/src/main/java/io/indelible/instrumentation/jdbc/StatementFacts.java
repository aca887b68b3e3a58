package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one statement. JDBC lets one thread use a statement at a time; a race costs a wrong count at worst.
 * Never refers to the statement.
 */
final class StatementFacts {
    /** What was prepared; null for a statement that gets its text when it is executed. */
    final @Nullable String sql;

    final ConnectionFacts connection;

    private @Nullable SqlText text;
    private int batchSize;
    private @Nullable BatchTexts batch;

    StatementFacts(@Nullable String sql, ConnectionFacts connection) {
        this.sql = sql;
        this.connection = connection;
    }

    /** What may be said of the prepared text; read once. Null when nothing was prepared. */
    @Nullable
    SqlText text(Texts texts) {
        SqlText known = text;
        if (known == null && sql != null) {
            known = texts.of(connection.system(), sql);
            text = known;
        }
        return known;
    }

    void added(Texts texts, @Nullable String sql) {
        batchSize++;
        if (sql == null) {
            return;
        }
        SqlText added = texts.of(connection.system(), sql);
        BatchTexts known = batch;
        if (known == null) {
            batch = new BatchTexts(added);
        } else {
            known.add(added);
        }
    }

    void clearBatch() {
        batchSize = 0;
        batch = null;
    }

    /** How many entries the batch has. */
    int batchSize() {
        return batchSize;
    }

    /** The texts of the batch; null when it consists of parameters. */
    @Nullable
    BatchTexts batch() {
        return batch;
    }
}
