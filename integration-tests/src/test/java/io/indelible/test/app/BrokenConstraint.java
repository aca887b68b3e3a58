package io.indelible.test.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Inserts the same key twice, once as a parameter and once as a literal. Arguments: JDBC URL, user, key. */
public final class BrokenConstraint {
    private BrokenConstraint() {}

    public static void main(String[] args) throws SQLException {
        try (Connection connection = DriverManager.getConnection(args[0], args[1], "")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS account");
                statement.execute("CREATE TABLE account (id VARCHAR(100) PRIMARY KEY)");
            }
            insert(connection, args[2]);
            refused(() -> insert(connection, args[2]));
            refused(() -> insertLiteral(connection, args[2]));
        }
    }

    private interface Insert {
        void run() throws SQLException;
    }

    private static void insert(Connection connection, String key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO account (id) VALUES (?)")) {
            insert.setString(1, key);
            insert.executeUpdate();
        }
    }

    private static void insertLiteral(Connection connection, String key) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO account (id) VALUES ('" + key + "')");
        }
    }

    private static void refused(Insert insert) {
        try {
            insert.run();
            throw new AssertionError("the key was taken twice");
        } catch (SQLException violation) {
            System.out.println(violation.getSQLState() + " " + violation.getMessage());
        }
    }
}
