package io.indelible.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.indelible.bridge.Call;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls the handlers with H2's own objects in the order in which advice would. */
class JdbcHandlersTest {
    private static final String URL = "jdbc:h2:mem:handlers";

    private final RecordingOperations operations = new RecordingOperations();
    private final InstalledCalls calls = new InstalledCalls();
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        new JdbcInstrumentation().install(operations, calls);
        connection = connect();
        statement = connection.createStatement();
        statement.execute("CREATE TABLE t (a INT)");
        made(Call.JDBC_CONNECT, "driver", URL, connection);
        made(Call.JDBC_CREATE, connection, null, statement);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void textExecution_isDescribed() {
        execute(Call.JDBC_EXECUTE_TEXT, statement, "SELECT a FROM t WHERE a = 42");

        assertThat(operations.only().name()).isEqualTo("SELECT t");
        assertThat(operations.only().attributes())
                .containsOnly(
                        Map.entry("db.system.name", "h2database"),
                        Map.entry("db.namespace", "handlers"),
                        Map.entry("db.query.summary", "SELECT t"),
                        Map.entry("db.query.text", "SELECT a FROM t WHERE a = ?"));
    }

    @Test
    void timer_hasNoText() {
        execute(Call.JDBC_EXECUTE_TEXT, statement, "SELECT a FROM t");

        assertThat(operations.only().tags()).containsOnlyKeys("db.system.name", "db.namespace", "db.query.summary");
    }

    @Test
    void preparedExecution_keepsItsText() throws SQLException {
        String sql = "SELECT a FROM t WHERE a = ? AND 1 = 1";
        execute(Call.JDBC_EXECUTE_PREPARED, prepared(sql), null);

        assertThat(operations.only().attribute("db.query.text")).isEqualTo(sql);
    }

    @Test
    void preparedExecutionWithoutPlaceholders_isMasked() throws SQLException {
        execute(Call.JDBC_EXECUTE_PREPARED, prepared("SELECT a FROM t WHERE a = 42"), null);

        assertThat(operations.only().attribute("db.query.text")).isEqualTo("SELECT a FROM t WHERE a = ?");
    }

    @Test
    void masking_canBeSwitchedOff() {
        operations.settings.put("otel.instrumentation.common.db.query-sanitization.enabled", "false");
        new JdbcInstrumentation().install(operations, calls);
        execute(Call.JDBC_EXECUTE_TEXT, statement, "SELECT 42");

        assertThat(operations.only().attribute("db.query.text")).isEqualTo("SELECT 42");
    }

    @Test
    void failure_hasTheStateAsCodeAndType() {
        Throwable thrown = catchThrowable(() -> statement.execute("SELECT a FROM nowhere"));
        Object begun = calls.begin(Call.JDBC_EXECUTE_TEXT, statement, "SELECT a FROM nowhere");
        calls.end(Call.JDBC_EXECUTE_TEXT, begun, null, thrown);

        assertThat(operations.only().attribute("db.response.status_code")).isEqualTo("42S02");
        assertThat(operations.only().tags()).containsEntry("db.response.status_code", "42S02");
        assertThat(operations.only().errorType()).isEqualTo("42S02");
    }

    @Test
    void failureWithoutCode_hasItsClassAsType() {
        Object begun = calls.begin(Call.JDBC_EXECUTE_TEXT, statement, "SELECT a FROM t");
        calls.end(Call.JDBC_EXECUTE_TEXT, begun, null, new IllegalStateException("no"));

        assertThat(operations.only().errorType()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void callThroughAWrapper_isOneOperationWithBothsKnowledge() {
        Object wrapper = new Object();
        Object outer = calls.begin(Call.JDBC_EXECUTE_TEXT, wrapper, "SELECT a FROM t");
        execute(Call.JDBC_EXECUTE_TEXT, statement, "/* routed */ SELECT a FROM shard1");
        calls.end(Call.JDBC_EXECUTE_TEXT, outer, null, null);

        assertThat(operations.only().attribute("db.query.text")).isEqualTo("SELECT a FROM t");
        assertThat(operations.only().attribute("db.namespace")).isEqualTo("handlers");
    }

    @Test
    void wrapperPreparedOutOfSight_learnsTheTextFromTheDriversStatement() throws SQLException {
        PreparedStatement inner = prepared("SELECT a FROM t WHERE a = ?");
        Object outer = calls.begin(Call.JDBC_EXECUTE_PREPARED, new Object(), null);
        execute(Call.JDBC_EXECUTE_PREPARED, inner, null);
        calls.end(Call.JDBC_EXECUTE_PREPARED, outer, null, null);

        assertThat(operations.only().attribute("db.query.text")).isEqualTo("SELECT a FROM t WHERE a = ?");
        assertThat(operations.only().attribute("db.namespace")).isEqualTo("handlers");
    }

    @Test
    void wrappersStatement_knowsTheDatabaseBeforeTheDriverIsCalled() throws SQLException {
        Object wrapper = new Object();
        Object outer = calls.begin(Call.JDBC_PREPARE, "pooled connection", "SELECT a FROM t");
        prepared("SELECT a FROM t");
        calls.end(Call.JDBC_PREPARE, outer, wrapper, null);
        execute(Call.JDBC_EXECUTE_PREPARED, wrapper, null);

        assertThat(operations.only().attribute("db.namespace")).isEqualTo("handlers");
        assertThat(operations.only().name()).isEqualTo("SELECT t");
    }

    @Test
    void driversOwnExecutionDuringConnect_isNotRecorded() {
        Object connecting = calls.begin(Call.JDBC_CONNECT, "driver", URL);
        execute(Call.JDBC_EXECUTE_TEXT, statement, "SET NAMES x");
        calls.end(Call.JDBC_CONNECT, connecting, connection, null);

        assertThat(operations.ended).isEmpty();
    }

    @Test
    void executionAfterAFailedConnect_isRecorded() {
        Object connecting = calls.begin(Call.JDBC_CONNECT, "driver", URL);
        calls.end(Call.JDBC_CONNECT, connecting, null, new SQLException("refused"));
        execute(Call.JDBC_EXECUTE_TEXT, statement, "SELECT 1");

        assertThat(operations.ended).hasSize(1);
    }

    @Test
    void driverAroundADriver_takesOverWhatTheInnerOneKnows() {
        Object outerConnection = new Object();
        Object outer = calls.begin(Call.JDBC_CONNECT, "p6spy", "jdbc:p6spy:h2:mem:handlers");
        made(Call.JDBC_CONNECT, "driver", URL, connection);
        calls.end(Call.JDBC_CONNECT, outer, outerConnection, null);
        Object outerStatement = new Object();
        made(Call.JDBC_CREATE, outerConnection, null, outerStatement);
        execute(Call.JDBC_EXECUTE_TEXT, outerStatement, "SELECT 1");

        assertThat(operations.only().attribute("db.namespace")).isEqualTo("handlers");
    }

    @Test
    void connectionThatWasNeverSeen_isKnownByItsClass() throws SQLException {
        try (Connection unseen = connect();
                Statement itsStatement = unseen.createStatement()) {
            execute(Call.JDBC_EXECUTE_TEXT, itsStatement, "SHOW TABLES");
        }

        assertThat(operations.only().attributes()).containsEntry("db.system.name", "h2database");
        assertThat(operations.only().attributes()).doesNotContainKey("db.namespace");
    }

    @Test
    void batchOfParameters_hasItsSizeAndPrefix() throws SQLException {
        PreparedStatement prepared = prepared("INSERT INTO t VALUES (?)");
        calls.note(Call.JDBC_ADD_BATCH, prepared, null);
        calls.note(Call.JDBC_ADD_BATCH, prepared, null);
        executeBatch(prepared, new int[] {1, 1});

        assertThat(operations.only().name()).isEqualTo("BATCH INSERT t");
        assertThat(operations.only().attribute("db.operation.batch.size")).isEqualTo(2L);
        assertThat(operations.only().attribute("db.query.text")).isEqualTo("INSERT INTO t VALUES (?)");
    }

    @Test
    void batchOfOne_isAPlainOperation() throws SQLException {
        PreparedStatement prepared = prepared("INSERT INTO t VALUES (?)");
        calls.note(Call.JDBC_ADD_BATCH, prepared, null);
        executeBatch(prepared, new int[] {1});

        assertThat(operations.only().name()).isEqualTo("INSERT t");
        assertThat(operations.only().attributes()).doesNotContainKey("db.operation.batch.size");
    }

    @Test
    void emptyBatch_hasSizeZero() throws SQLException {
        executeBatch(statement, statement.executeBatch());

        assertThat(operations.only().attribute("db.operation.batch.size")).isEqualTo(0L);
    }

    @Test
    void batchOfTextsThatDifferInLiterals_isOneText() {
        calls.note(Call.JDBC_ADD_BATCH, statement, "INSERT INTO t VALUES (1)");
        calls.note(Call.JDBC_ADD_BATCH, statement, "INSERT INTO t VALUES (2)");
        executeBatch(statement, new int[] {1, 1});

        assertThat(operations.only().attribute("db.query.text")).isEqualTo("INSERT INTO t VALUES (?)");
        assertThat(operations.only().name()).isEqualTo("BATCH INSERT t");
    }

    @Test
    void mixedBatch_hasJoinedTextsAndNoCommonSummary() {
        calls.note(Call.JDBC_ADD_BATCH, statement, "INSERT INTO t VALUES (1)");
        calls.note(Call.JDBC_ADD_BATCH, statement, "DELETE FROM u");
        executeBatch(statement, new int[] {1, 1});

        assertThat(operations.only().attribute("db.query.text")).isEqualTo("INSERT INTO t VALUES (?); DELETE FROM u");
        assertThat(operations.only().name()).isEqualTo("BATCH");
    }

    @Test
    void clearedBatch_isForgotten() {
        calls.note(Call.JDBC_ADD_BATCH, statement, "INSERT INTO t VALUES (1)");
        calls.note(Call.JDBC_CLEAR_BATCH, statement, null);
        calls.note(Call.JDBC_ADD_BATCH, statement, "DELETE FROM u");
        executeBatch(statement, new int[] {1});

        assertThat(operations.only().name()).isEqualTo("DELETE u");
    }

    @Test
    void secondBatch_startsAnew() {
        calls.note(Call.JDBC_ADD_BATCH, statement, "INSERT INTO t VALUES (1)");
        executeBatch(statement, new int[] {1});
        calls.note(Call.JDBC_ADD_BATCH, statement, "DELETE FROM u");
        executeBatch(statement, new int[] {1});

        assertThat(operations.last().name()).isEqualTo("DELETE u");
    }

    @Test
    void failedBatch_hasTheSizeThatWasAdded() {
        calls.note(Call.JDBC_ADD_BATCH, statement, "INSERT INTO t VALUES (1)");
        calls.note(Call.JDBC_ADD_BATCH, statement, "INSERT INTO t VALUES (2)");
        Object begun = calls.begin(Call.JDBC_EXECUTE_BATCH, statement, null);
        calls.end(Call.JDBC_EXECUTE_BATCH, begun, null, new SQLException("no", "23505"));

        assertThat(operations.only().attribute("db.operation.batch.size")).isEqualTo(2L);
    }

    @Test
    void storedProcedure_isNamed() throws SQLException {
        Object call = new Object();
        made(Call.JDBC_PREPARE, connection, "{call close_month(?)}", call);
        execute(Call.JDBC_EXECUTE_PREPARED, call, null);

        assertThat(operations.only().name()).isEqualTo("call close_month");
        assertThat(operations.only().attribute("db.stored_procedure.name")).isEqualTo("close_month");
        assertThat(operations.only().attributes()).doesNotContainKey("db.query.text");
    }

    @Test
    void textWithoutSummary_isNamedAfterTheDatabase() {
        execute(Call.JDBC_EXECUTE_TEXT, statement, "@@@");

        assertThat(operations.only().name()).isEqualTo("handlers");
    }

    private static Connection connect() throws SQLException {
        return new Driver().connect(URL, new Properties());
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(sql);
        made(Call.JDBC_PREPARE, connection, sql, prepared);
        return prepared;
    }

    private void made(int call, Object self, @Nullable String text, Object result) {
        calls.end(call, calls.begin(call, self, text), result, null);
    }

    private void execute(int call, Object self, @Nullable String sql) {
        calls.end(call, calls.begin(call, self, sql), null, null);
    }

    private void executeBatch(Object self, Object counts) {
        calls.end(Call.JDBC_EXECUTE_BATCH, calls.begin(Call.JDBC_EXECUTE_BATCH, self, null), counts, null);
    }
}
