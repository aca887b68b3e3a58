package io.indelible.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlScannerFuzzTest {
    private static final int ROUNDS = 5_000;
    private static final String SECRET = "s3cr3t!";
    private static final String ALPHABET = "'\"`[]{}()$?:;,.-+/*#@\\ \n\tqQeEnNxXuU&_aZ019=<>\u00e9\u3000\ud83d\ude00";
    private static final String[] FRAGMENTS = {
        "SELECT",
        "FROM",
        "WHERE",
        "JOIN",
        "INSERT INTO",
        "UPDATE",
        "DELETE",
        "SET",
        "VALUES",
        "WITH",
        "AS",
        "UNION",
        "CREATE TABLE",
        "CALL",
        "EXEC",
        "orders",
        "o.id",
        "n1h1",
        "(",
        ")",
        ",",
        ";",
        "=",
        "+",
        "- ",
        "*",
        "::text",
        "?",
        ":name",
        "a->b",
        "/* it's */",
        "-- it's \"\n",
        "DISTINCT",
        "FALSE",
        "{d",
        "}",
        "4711",
        "-12.5e-3",
        "0xFF",
    };
    private static final String[] LITERALS = {
        "'" + SECRET + "'",
        "'it''s " + SECRET + "'",
        "N'" + SECRET + "'",
        "'\n" + SECRET + "\n'",
        "DATE '" + SECRET + "'",
    };

    @ParameterizedTest
    @EnumSource
    void anyText_isReadWithoutATrace(SqlSyntax syntax) {
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            String sql = characters(random);
            SqlText read = new SqlScanner(sql, syntax).scan();
            // A quote that is left would mean that a string was taken for something else; names may hold any character.
            if (sql.indexOf('"') < 0 && sql.indexOf('`') < 0 && sql.indexOf('[') < 0) {
                assertThat(read.masked()).as(sql).doesNotContain("'");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyStatement_losesEveryLiteral(SqlSyntax syntax) {
        Random random = new Random(4711);
        for (int round = 0; round < ROUNDS; round++) {
            String sql = fragments(random);
            SqlText read = new SqlScanner(sql, syntax).scan();
            assertThat(read.masked()).as(sql).doesNotContain(SECRET).doesNotContain("4711");
            assertThat(String.valueOf(read.summary()))
                    .as(sql)
                    .doesNotContain(SECRET)
                    .doesNotContain("4711");
        }
    }

    private static String characters(Random random) {
        StringBuilder sql = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            sql.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return sql.toString();
    }

    private static String fragments(Random random) {
        StringBuilder sql = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            String[] from = random.nextInt(4) == 0 ? LITERALS : FRAGMENTS;
            sql.append(from[random.nextInt(from.length)]).append(' ');
        }
        return sql.toString();
    }
}
