package com.example.importer;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The items of the catalog: a table, and a journal that people can read. */
final class CatalogItems implements AutoCloseable {
    private final HikariDataSource pool;
    private final Path journal;

    private CatalogItems(HikariDataSource pool, Path journal) {
        this.pool = pool;
        this.journal = journal;
    }

    static CatalogItems open(Path work) throws IOException, SQLException {
        Files.createDirectories(work);
        String database = "jdbc:h2:file:" + work.toAbsolutePath().resolve("catalog");
        HikariDataSource pool = ConnectionPool.open("catalog", database, "", "");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS item (hash VARCHAR(64) PRIMARY KEY, name VARCHAR(1000) NOT NULL)");
        }
        return new CatalogItems(pool, work.resolve("journal.txt"));
    }

    /** Writes the row, or gives the item that is there this name. */
    void save(String hash, String name) {
        try (Connection connection = pool.getConnection();
                PreparedStatement merge =
                        connection.prepareStatement("MERGE INTO item (hash, name) KEY (hash) VALUES (?, ?)")) {
            merge.setString(1, hash);
            merge.setString(2, name);
            merge.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("the item was not saved", failure);
        }
    }

    /** Adds a line to the journal. */
    synchronized void note(String hash, String name) {
        try {
            Files.writeString(journal, hash + " " + name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The name of an item; null when there is no such item. */
    @Nullable
    String name(String hash) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT name FROM item WHERE hash = ?")) {
            query.setString(1, hash);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
