package io.indelible.instrumentation.jdbc;

import static io.indelible.instrumentation.Vocabulary.DB_NAMESPACE;
import static io.indelible.instrumentation.Vocabulary.DB_OPERATION_BATCH_SIZE;
import static io.indelible.instrumentation.Vocabulary.DB_QUERY_SUMMARY;
import static io.indelible.instrumentation.Vocabulary.DB_QUERY_TEXT;
import static io.indelible.instrumentation.Vocabulary.DB_RESPONSE_STATUS_CODE;
import static io.indelible.instrumentation.Vocabulary.DB_STORED_PROCEDURE_NAME;
import static io.indelible.instrumentation.Vocabulary.DB_SYSTEM_NAME;
import static io.indelible.instrumentation.Vocabulary.SERVER_ADDRESS;
import static io.indelible.instrumentation.Vocabulary.SERVER_PORT;

import io.indelible.instrumentation.AttributeWriter;
import io.indelible.instrumentation.Family;
import io.indelible.instrumentation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One execution. Its words follow semantic conventions 1.45.0, database client spans and SQL. They are looked for when
 * it ends: only then has the innermost statement, which knows best, been heard.
 */
final class JdbcOperation extends Operation {
    /** What is executed. */
    enum Kind {
        /** The text that was passed. */
        TEXT,
        /** What was prepared. */
        PREPARED,
        /** What was added before. */
        BATCH
    }

    private static final String BATCH_PREFIX = "BATCH ";
    private static final int LONGEST_SUMMARY = 255;
    private static final int NOT_A_BATCH = -1;

    private final Kind kind;
    private final Texts texts;
    private @Nullable StatementFacts statement;
    private ConnectionFacts connection;
    private @Nullable String passed;
    private @Nullable SqlText text;
    private int batchSize = NOT_A_BATCH;
    private @Nullable BatchTexts batch;
    private @Nullable String statusCode;

    JdbcOperation(Kind kind, Texts texts, StatementFacts statement, @Nullable String passed) {
        super(Family.DATABASE);
        this.kind = kind;
        this.texts = texts;
        this.statement = statement;
        this.passed = passed;
        connection = statement.connection;
        if (kind == Kind.BATCH) {
            batchSize = statement.batchSize();
            batch = statement.batch();
        }
    }

    /** Takes over what a statement inside of this one knows and this does not. */
    void learn(JdbcOperation inner) {
        if (connection.isUnknown() || (connection.isBare() && !inner.connection.isBare())) {
            connection = inner.connection;
        }
        if (kind == Kind.BATCH && batchSize == 0 && inner.kind == Kind.BATCH) {
            batchSize = inner.batchSize;
            batch = inner.batch;
        }
        StatementFacts own = statement;
        if (passed == null && (own == null || own.sql == null) && batch == null) {
            passed = inner.passed;
            statement = inner.statement;
            text = null;
        }
    }

    /** The call has ended: what it says of the batch, or why it failed. */
    void returned(@Nullable Object result, @Nullable Throwable thrown) {
        if (kind == Kind.BATCH) {
            batchSize = sizeOf(result, batchSize);
        }
        if (thrown != null) {
            statusCode = JdbcFailure.statusCode(connection.system(), thrown);
        }
    }

    @Override
    public String spanName() {
        String summary = summary();
        if (summary != null) {
            return summary;
        }
        SqlText known = text();
        if (known != null && known.procedure() != null) {
            return known.procedure();
        }
        return connection.namespace() != null ? connection.namespace() : serverOrSystem();
    }

    @Override
    public void describe(AttributeWriter attributes) {
        tag(attributes);
        attributes.put(DB_QUERY_TEXT, queryText());
        if (isBatch()) {
            attributes.put(DB_OPERATION_BATCH_SIZE, batchSize);
        }
        SqlText known = text();
        if (known != null) {
            attributes.put(DB_STORED_PROCEDURE_NAME, known.procedure());
        }
    }

    @Override
    public void tag(AttributeWriter tags) {
        tags.put(DB_SYSTEM_NAME, connection.system().wireName);
        tags.put(DB_NAMESPACE, connection.namespace());
        tags.put(SERVER_ADDRESS, connection.serverAddress());
        if (connection.serverPort() != 0) {
            tags.put(SERVER_PORT, connection.serverPort());
        }
        tags.put(DB_QUERY_SUMMARY, summary());
        tags.put(DB_RESPONSE_STATUS_CODE, statusCode);
    }

    /** The status code; without one the class of what was thrown, out of its envelopes. */
    @Override
    public @Nullable String errorType(@Nullable Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        return statusCode != null ? statusCode : JdbcFailure.typeOf(thrown);
    }

    @Override
    public void release() {
        statement = null;
        passed = null;
        text = null;
        batch = null;
    }

    /** Whether this counts as a batch: one entry alone is a plain operation. */
    private boolean isBatch() {
        return batchSize >= 2 || batchSize == 0;
    }

    private static int sizeOf(@Nullable Object updates, int counted) {
        // The array has one element per entry, whatever a driver's own calls between us and it have added twice.
        if (updates instanceof int[] counts) {
            return counts.length;
        }
        return updates instanceof long[] counts ? counts.length : counted;
    }

    private @Nullable String summary() {
        if (!isBatch()) {
            SqlText known = text();
            return known == null ? null : known.summary();
        }
        String common = commonSummary();
        boolean fits = common != null && BATCH_PREFIX.length() + common.length() <= LONGEST_SUMMARY;
        return fits ? BATCH_PREFIX + common : BATCH_PREFIX.strip();
    }

    private @Nullable String commonSummary() {
        BatchTexts added = batch;
        if (added != null) {
            return added.summary();
        }
        SqlText known = text();
        return known == null ? null : known.summary();
    }

    private @Nullable String queryText() {
        BatchTexts added = batch;
        if (added != null && isBatch()) {
            return added.text();
        }
        SqlText known = text();
        return known == null ? null : texts.recorded(known, isPrepared());
    }

    private boolean isPrepared() {
        return passed == null && batch == null;
    }

    private @Nullable SqlText text() {
        SqlText known = text;
        if (known == null) {
            known = readText();
            text = known;
        }
        return known;
    }

    private @Nullable SqlText readText() {
        String sql = passed;
        BatchTexts added = batch;
        if (added != null) {
            return added.first();
        }
        if (sql != null) {
            return texts.of(connection.system(), sql);
        }
        StatementFacts facts = statement;
        if (facts == null || facts.sql == null) {
            return null;
        }
        return facts.connection.equals(connection) ? facts.text(texts) : texts.of(connection.system(), facts.sql);
    }

    private String serverOrSystem() {
        String address = connection.serverAddress();
        if (address == null) {
            return connection.system().wireName;
        }
        return connection.serverPort() == 0 ? address : address + ':' + connection.serverPort();
    }
}
