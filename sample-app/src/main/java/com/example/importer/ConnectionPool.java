package com.example.importer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens pools of database connections that say only what went wrong. */
final class ConnectionPool {
    // A logger that nobody holds is collected, and its level with it.
    private static final Logger LOGGER = Logger.getLogger("com.zaxxer.hikari");
    private static final int CONNECTIONS = 4;

    static {
        LOGGER.setLevel(Level.WARNING);
    }

    private ConnectionPool() {}

    /** Connects; an unreachable database is an unchecked exception of the pool. */
    static HikariDataSource open(String name, String jdbcUrl, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }
}
