package io.indelible.test.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Asks a database in many words, which are much to record. Each text has its number, as in {@code C17}. Arguments: how many
 * texts, and how many characters each.
 */
public final class Talk {
    private Talk() {}

    public static void main(String[] args) throws SQLException {
        int count = Integer.parseInt(args[0]);
        String blanks = " ".repeat(Integer.parseInt(args[1]));
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:talk");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                try (ResultSet rows = statement.executeQuery("SELECT 1" + blanks + "AS C" + i)) {
                    rows.next();
                }
            }
        }
    }
}
