package io.indelible.instrumentation.jdbc;

/**
 * How a family of databases spells quotes and comments. Where a product can be configured either way, or is unknown, the
 * reading is chosen that lets no literal escape.
 */
enum SqlSyntax {
    /** Unknown products: nothing is taken for granted. */
    GENERIC(Backslash.UNSURE, DoubleQuotes.UNSURE),
    /** Products that follow the standard to the letter. */
    ANSI(Backslash.PLAIN, DoubleQuotes.NAME),
    /** H2: the standard, dollar quotes and nested comments. */
    H2(Backslash.PLAIN, DoubleQuotes.NAME),
    /** PostgreSQL and its kin; {@code standard_conforming_strings} may be off, so a backslash is doubtful. */
    POSTGRESQL(Backslash.UNSURE, DoubleQuotes.NAME),
    /** MySQL and MariaDB: double quotes hold strings; {@code NO_BACKSLASH_ESCAPES} may be on, so a backslash is doubtful. */
    MYSQL(Backslash.UNSURE, DoubleQuotes.STRING),
    /** Oracle. */
    ORACLE(Backslash.PLAIN, DoubleQuotes.NAME),
    /** SQL Server; {@code QUOTED_IDENTIFIER} is on in every JDBC connection unless a statement switches it off. */
    SQL_SERVER(Backslash.PLAIN, DoubleQuotes.NAME),
    /** SQLite: a double-quoted word that names no column is a string there. */
    SQLITE(Backslash.PLAIN, DoubleQuotes.UNSURE);

    /** What a backslash in a string means. */
    enum Backslash {
        PLAIN,
        ESCAPES,
        UNSURE
    }

    /** What double quotes hold. */
    enum DoubleQuotes {
        NAME,
        STRING,
        UNSURE
    }

    final Backslash backslash;
    final DoubleQuotes doubleQuotes;

    SqlSyntax(Backslash backslash, DoubleQuotes doubleQuotes) {
        this.backslash = backslash;
        this.doubleQuotes = doubleQuotes;
    }

    boolean dollarQuotes() {
        return this == POSTGRESQL || this == H2 || this == GENERIC;
    }

    boolean nestedComments() {
        return this == POSTGRESQL || this == H2 || this == SQL_SERVER;
    }

    boolean hashComments() {
        return this == MYSQL;
    }

    /** Whether {@code #} may stand in a name; elsewhere it is an operator or starts a comment. */
    boolean hashInNames() {
        return this == ORACLE || this == SQL_SERVER || this == ANSI;
    }

    /** Whether {@code --} starts a comment only before white space; MySQL reads {@code 5--1} as a sum. */
    boolean dashesNeedSpace() {
        return this == MYSQL;
    }

    boolean bracketedNames() {
        return this == SQL_SERVER || this == SQLITE;
    }

    /** Oracle's {@code q'[...]'}. */
    boolean alternativeQuotes() {
        return this == ORACLE || this == GENERIC;
    }

    boolean escapeStrings() {
        return this == POSTGRESQL || this == GENERIC;
    }

    /** Whether a string may stand where a table is named; elsewhere that is a mistake in the text. */
    boolean stringsNameTables() {
        return doubleQuotes == DoubleQuotes.UNSURE;
    }
}
