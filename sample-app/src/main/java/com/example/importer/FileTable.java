package com.example.importer;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the database knows of the files that were imported. */
final class FileTable implements AutoCloseable {
    private final HikariDataSource pool;

    private FileTable(HikariDataSource pool) {
        this.pool = pool;
    }

    /** A name under which a content was imported; announced when the catalog has accepted it. */
    record KnownName(String name, boolean announced) {}

    /** Connects and creates what is missing. */
    static FileTable open(String jdbcUrl, String user, String password) throws SQLException {
        FileTable table = new FileTable(ConnectionPool.open("importer", jdbcUrl, user, password));
        try {
            table.createSchema();
            return table;
        } catch (SQLException | RuntimeException failure) {
            table.close();
            throw failure;
        }
    }

    private void createSchema() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS file (
                      name VARCHAR(1000) PRIMARY KEY,
                      hash VARCHAR(64) NOT NULL,
                      size BIGINT NOT NULL,
                      announced BOOLEAN DEFAULT FALSE NOT NULL)""");
            statement.execute("CREATE INDEX IF NOT EXISTS file_by_hash ON file (hash)");
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS file_tag (
                      name VARCHAR(1000) NOT NULL REFERENCES file (name) ON DELETE CASCADE,
                      tag VARCHAR(100) NOT NULL,
                      content VARCHAR(1000) NOT NULL,
                      PRIMARY KEY (name, tag))""");
        }
    }

    /** Every name under which this content is known; empty when the content is new. */
    List<KnownName> names(String hash) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT name, announced FROM file WHERE hash = ?")) {
            query.setString(1, hash);
            List<KnownName> names = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(new KnownName(rows.getString(1), rows.getBoolean(2)));
                }
            }
            return names;
        }
    }

    /** Writes down a file and its tags, all or nothing; replaces what was known under this name. */
    void insert(String name, String hash, long size, Map<String, String> tags) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insertFile(connection, name, hash, size);
                insertTags(connection, name, tags);
                connection.commit();
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    private static void insertFile(Connection connection, String name, String hash, long size) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM file WHERE name = ?");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO file (name, hash, size) VALUES (?, ?, ?)")) {
            delete.setString(1, name);
            delete.executeUpdate();
            insert.setString(1, name);
            insert.setString(2, hash);
            insert.setLong(3, size);
            insert.executeUpdate();
        }
    }

    private static void insertTags(Connection connection, String name, Map<String, String> tags) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO file_tag (name, tag, content) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                insert.setString(1, name);
                insert.setString(2, tag.getKey());
                insert.setString(3, tag.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Writes down that the catalog has accepted the file. */
    void markAnnounced(String name) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE file SET announced = TRUE WHERE name = ?")) {
            update.setString(1, name);
            update.executeUpdate();
        }
    }

    /** Forgets everything. */
    void clear() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM file");
        }
    }

    /** One line for people. */
    String statistics() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*), COUNT(DISTINCT hash), COALESCE(SUM(size), 0) FROM file WHERE size >= 0")) {
            row.next();
            return String.format(
                    "The database knows %d files with %d contents, %,d bytes.",
                    row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
