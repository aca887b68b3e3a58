package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The products, by the names of semantic conventions 1.45.0 ({@code db.system.name}); one not listed there has its own
 * name in lower case.
 */
enum DatabaseSystem {
    POSTGRESQL("postgresql", 5432, SqlSyntax.POSTGRESQL, Code.SQL_STATE, "org.postgresql."),
    MYSQL("mysql", 3306, SqlSyntax.MYSQL, Code.VENDOR, "com.mysql."),
    MARIADB("mariadb", 3306, SqlSyntax.MYSQL, Code.VENDOR, "org.mariadb."),
    SQL_SERVER("microsoft.sql_server", 1433, SqlSyntax.SQL_SERVER, Code.VENDOR, "com.microsoft.sqlserver."),
    ORACLE("oracle.db", 1521, SqlSyntax.ORACLE, Code.ORACLE, "oracle.jdbc."),
    H2("h2database", 9092, SqlSyntax.H2, Code.SQL_STATE, "org.h2."),
    HSQLDB("hsqldb", 9001, SqlSyntax.ANSI, Code.SQL_STATE, "org.hsqldb."),
    DERBY("derby", 1527, SqlSyntax.ANSI, Code.SQL_STATE, "org.apache.derby."),
    SQLITE("sqlite", 0, SqlSyntax.SQLITE, Code.VENDOR, "org.sqlite."),
    DB2("ibm.db2", 50000, SqlSyntax.ANSI, Code.VENDOR, "com.ibm.db2."),
    INFORMIX("ibm.informix", 9088, SqlSyntax.GENERIC, Code.SQL_STATE, "com.informix."),
    NETEZZA("ibm.netezza", 5480, SqlSyntax.POSTGRESQL, Code.SQL_STATE, "org.netezza."),
    REDSHIFT("aws.redshift", 5439, SqlSyntax.POSTGRESQL, Code.SQL_STATE, "com.amazon.redshift."),
    COCKROACHDB("cockroachdb", 26257, SqlSyntax.POSTGRESQL, Code.SQL_STATE, null),
    CLICKHOUSE("clickhouse", 8123, SqlSyntax.GENERIC, Code.BOTH, "com.clickhouse."),
    FIREBIRD("firebirdsql", 3050, SqlSyntax.ANSI, Code.SQL_STATE, "org.firebirdsql."),
    HANA("sap.hana", 0, SqlSyntax.ANSI, Code.BOTH, "com.sap.db."),
    MAXDB("sap.maxdb", 7210, SqlSyntax.ANSI, Code.BOTH, "com.sap.dbtech."),
    TERADATA("teradata", 1025, SqlSyntax.ANSI, Code.BOTH, "com.teradata."),
    TRINO("trino", 8080, SqlSyntax.ANSI, Code.BOTH, "io.trino."),
    HIVE("hive", 10000, SqlSyntax.GENERIC, Code.BOTH, "org.apache.hive."),
    SPANNER("gcp.spanner", 0, SqlSyntax.GENERIC, Code.BOTH, "com.google.cloud.spanner."),
    SYBASE("sybase", 5000, SqlSyntax.GENERIC, Code.VENDOR, "com.sybase."),
    SNOWFLAKE("snowflake", 443, SqlSyntax.GENERIC, Code.BOTH, "net.snowflake."),
    DUCKDB("duckdb", 0, SqlSyntax.GENERIC, Code.BOTH, "org.duckdb."),
    VERTICA("vertica", 5433, SqlSyntax.POSTGRESQL, Code.BOTH, "com.vertica."),
    /** Nothing is known of it. */
    OTHER("other_sql", 0, SqlSyntax.GENERIC, Code.BOTH, null);

    /** What {@code db.response.status_code} is made of; semantic conventions, SQL databases. */
    enum Code {
        /** The vendor's number; SQLSTATE when there is none. */
        VENDOR,
        SQL_STATE,
        /** {@code ORA-00942}. */
        ORACLE,
        /** It is not clear which says more: {@code 42000/1071}. */
        BOTH
    }

    /** The name on the wire. */
    final String wireName;

    /** Not written as {@code server.port}; 0 when there is no one default. */
    final int defaultPort;

    /** How its texts are read. */
    final SqlSyntax syntax;

    /** What its errors are called. */
    final Code code;

    private final @Nullable String classPrefix;

    DatabaseSystem(String wireName, int defaultPort, SqlSyntax syntax, Code code, @Nullable String classPrefix) {
        this.wireName = wireName;
        this.defaultPort = defaultPort;
        this.syntax = syntax;
        this.code = code;
        this.classPrefix = classPrefix;
    }

    /** The product whose driver has classes of this name; {@link #OTHER} when that cannot be told. */
    static DatabaseSystem ofDriverClass(String className) {
        for (DatabaseSystem system : values()) {
            if (system.classPrefix != null && className.startsWith(system.classPrefix)) {
                return system;
            }
        }
        return OTHER;
    }

    /** The product that a scheme stands for, the part of a URL between {@code jdbc:} and the next colon. */
    static DatabaseSystem ofScheme(String scheme) {
        return switch (scheme) {
            case "postgresql", "pgsql" -> POSTGRESQL;
            case "mysql", "mysqlx", "mysql+srv", "mysqlx+srv" -> MYSQL;
            case "mariadb" -> MARIADB;
            case "sqlserver", "microsoft" -> SQL_SERVER;
            case "oracle" -> ORACLE;
            case "h2" -> H2;
            case "hsqldb" -> HSQLDB;
            case "derby" -> DERBY;
            case "sqlite" -> SQLITE;
            case "db2", "as400", "db2os390", "db2j" -> DB2;
            case "informix-sqli", "informix-direct" -> INFORMIX;
            case "netezza" -> NETEZZA;
            case "redshift" -> REDSHIFT;
            case "cockroachdb" -> COCKROACHDB;
            case "clickhouse", "ch" -> CLICKHOUSE;
            case "firebirdsql", "firebird" -> FIREBIRD;
            case "sap" -> HANA;
            case "sapdb" -> MAXDB;
            case "teradata" -> TERADATA;
            case "trino" -> TRINO;
            case "hive2" -> HIVE;
            case "cloudspanner" -> SPANNER;
            case "sybase" -> SYBASE;
            case "snowflake" -> SNOWFLAKE;
            case "duckdb" -> DUCKDB;
            case "vertica" -> VERTICA;
            default -> OTHER;
        };
    }
}
