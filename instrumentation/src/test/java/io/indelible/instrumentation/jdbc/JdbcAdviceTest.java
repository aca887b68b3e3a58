package io.indelible.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indelible.bridge.Bridge;
import java.lang.invoke.MethodType;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real H2, alone and behind a real pool, with the advice inlined. */
class JdbcAdviceTest {
    private static final String URL = "jdbc:h2:mem:advice";

    private static final AdvisingLoader LOADER = new AdvisingLoader(JdbcAdviceTest.class.getClassLoader());

    private final RecordingOperations operations = new RecordingOperations();
    private final InstalledCalls calls = new InstalledCalls();
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        new JdbcInstrumentation().install(operations, calls);
        Bridge.install(calls);
        Driver driver = (Driver)
                LOADER.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance();
        connection = driver.connect(URL, new Properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a INT PRIMARY KEY)");
        }
        operations.ended.clear();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
        Bridge.install(null);
        assertThat(calls.suppressed).isEmpty();
    }

    @Test
    void query_isRecordedAndItsResultUntouched() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 42 FROM t RIGHT JOIN (VALUES 1) ON TRUE")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }

        assertThat(operations.only().attribute("db.namespace")).isEqualTo("advice");
        assertThat(operations.only().attribute("db.query.text"))
                .isEqualTo("SELECT ? FROM t RIGHT JOIN (VALUES ?) ON ?");
    }

    @Test
    void everyWayToExecuteAText_isOneOperation() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t VALUES (1)");
            statement.execute("INSERT INTO t VALUES (2)", Statement.RETURN_GENERATED_KEYS);
            statement.execute("INSERT INTO t VALUES (3)", new int[] {1});
            statement.execute("INSERT INTO t VALUES (4)", new String[] {"A"});
            statement.executeUpdate("INSERT INTO t VALUES (5)");
            statement.executeUpdate("INSERT INTO t VALUES (6)", Statement.RETURN_GENERATED_KEYS);
            statement.executeLargeUpdate("INSERT INTO t VALUES (7)");
            statement.executeLargeUpdate("INSERT INTO t VALUES (8)", new String[] {"A"});
        }

        assertThat(operations.ended).hasSize(8).allMatch(ended -> ended.name().equals("INSERT t"));
    }

    @Test
    void everyWayToExecuteAPreparedText_isOneOperation() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)");
                PreparedStatement select = connection.prepareStatement("SELECT a FROM t WHERE a = ?")) {
            insert.setInt(1, 1);
            insert.execute();
            insert.setInt(1, 2);
            insert.executeUpdate();
            insert.setInt(1, 3);
            insert.executeLargeUpdate();
            select.setInt(1, 3);
            select.executeQuery().close();
        }

        assertThat(operations.ended)
                .extracting(RecordedOperation::name)
                .containsExactly("INSERT t", "INSERT t", "INSERT t", "SELECT t");
    }

    @Test
    void batch_isOneOperation() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
            for (int i = 0; i < 3; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
        }

        assertThat(operations.only().name()).isEqualTo("BATCH INSERT t");
        assertThat(operations.only().attribute("db.operation.batch.size")).isEqualTo(3L);
    }

    @Test
    void batchOfTexts_isOneOperation() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("SELECT 1");
            statement.clearBatch();
            statement.addBatch("INSERT INTO t VALUES (1)");
            statement.addBatch("DELETE FROM t");
            statement.executeBatch();
        }

        assertThat(operations.only().attribute("db.query.text")).isEqualTo("INSERT INTO t VALUES (?); DELETE FROM t");
    }

    @Test
    void call_isRecorded() throws SQLException {
        try (CallableStatement call = connection.prepareCall("CALL ABS(?)")) {
            call.setInt(1, -1);
            call.execute();
        }

        assertThat(operations.only().name()).isEqualTo("CALL ABS");
    }

    @Test
    void failure_reachesTheApplicationAndIsRecorded() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT a FROM nowhere"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("NOWHERE");
        }

        assertThat(operations.only().errorType()).isEqualTo("42S02");
    }

    @Test
    void callThroughAPool_isOneOperation() throws Exception {
        try (AutoCloseable pool = pool();
                Connection pooled = ((DataSource) pool).getConnection();
                PreparedStatement select = pooled.prepareStatement("SELECT a FROM t WHERE a = ?")) {
            operations.ended.clear();
            select.setInt(1, 1);
            select.executeQuery().close();
        }

        assertThat(operations.ended).hasSize(1);
        assertThat(operations.last().attributes())
                .containsEntry("db.system.name", "h2database")
                .containsEntry("db.namespace", "advice")
                .containsEntry("db.query.text", "SELECT a FROM t WHERE a = ?");
    }

    @Test
    void batchThroughAPool_isOneOperation() throws Exception {
        try (AutoCloseable pool = pool();
                Connection pooled = ((DataSource) pool).getConnection();
                Statement statement = pooled.createStatement()) {
            operations.ended.clear();
            statement.addBatch("INSERT INTO t VALUES (1)");
            statement.addBatch("INSERT INTO t VALUES (2)");
            statement.executeBatch();
        }

        assertThat(operations.ended).hasSize(1);
        assertThat(operations.last().attribute("db.operation.batch.size")).isEqualTo(2L);
        assertThat(operations.last().attribute("db.namespace")).isEqualTo("advice");
    }

    @Test
    void adviceIsOnlyInMethodsOfTheInterfaces() {
        assertThat(LOADER.advised).hasSizeGreaterThan(20).allMatch(JdbcAdviceTest::isOfAnInterface);
    }

    private static boolean isOfAnInterface(String classAndMethod) {
        String method = classAndMethod.substring(classAndMethod.indexOf(' ') + 1);
        String name = method.substring(0, method.indexOf('('));
        Class<?>[] parameters = MethodType.fromMethodDescriptorString(
                        method.substring(name.length()), JdbcAdviceTest.class.getClassLoader())
                .parameterArray();
        return Stream.of(Driver.class, Connection.class, PreparedStatement.class)
                .flatMap(type -> Stream.of(type.getMethods()))
                .anyMatch(of -> of.getName().equals(name) && Arrays.equals(of.getParameterTypes(), parameters));
    }

    private AutoCloseable pool() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(LOADER);
        try {
            Properties properties = new Properties();
            properties.setProperty("jdbcUrl", URL);
            properties.setProperty("driverClassName", "org.h2.Driver");
            properties.setProperty("maximumPoolSize", "1");
            Object config = LOADER.loadClass("com.zaxxer.hikari.HikariConfig")
                    .getConstructor(Properties.class)
                    .newInstance(properties);
            return (AutoCloseable) LOADER.loadClass("com.zaxxer.hikari.HikariDataSource")
                    .getConstructor(config.getClass())
                    .newInstance(config);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
