package io.indelible.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Semantic conventions: sanitization of {@code db.query.text} and generation of {@code db.query.summary}. */
class SqlScannerTest {
    private static final String SAME = "=";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
            SELECT 12, -12, +12 ~ SELECT ?, ?, ? ~ SELECT
            SELECT 12.34, -12.34, +12.34, .01, -.01 ~ SELECT ?, ?, ?, ?, ? ~ SELECT
            SELECT 12.34e56, -12.34e56, +12.34e56 ~ SELECT ?, ?, ? ~ SELECT
            SELECT 12.34e-56, -12.34e-56, +12.34e-56 ~ SELECT ?, ?, ? ~ SELECT
            SELECT 99+100 ~ SELECT ?? ~ SELECT
            SELECT 0xDEADBEEF, 0XdeadBEEF ~ SELECT ?, ? ~ SELECT
            SELECT 'hello' ~ SELECT ? ~ SELECT
            SELECT 'My name''s not important' ~ SELECT ? ~ SELECT
            SELECT 'My name is \\n not important' ~ SELECT ? ~ SELECT
            SELECT c3po, r2d2 FROM covid19 WHERE n1h1=1234 ~ SELECT c3po, r2d2 FROM covid19 WHERE n1h1=? ~ SELECT covid19
            SELECT a FROM dbo.Table JOIN dbo.AnotherTable ~ = ~ SELECT dbo.Table dbo.AnotherTable
            INSERT INTO X VALUES(1, 23456, 123.456, 99+100) ~ INSERT INTO X VALUES(?, ?, ?, ??) ~ INSERT X
            SELECT { guid '01234567-89ab-cdef-0123-456789abcdef' } ~ SELECT { guid ? } ~ SELECT
            SELECT * FROM table WHERE value IN (123, 456, 'abc') ~ SELECT * FROM table WHERE value IN (?, ?, ?) ~ SELECT table
            SELECT column -- end of line\\nFROM /* block \\n comment */ table ~ SELECT column \\nFROM  table ~ SELECT table
            INSERT INTO shipping_details\\n(order_id,\\naddress)\\nSELECT order_id,\\naddress\\nFROM   orders\\nWHERE  order_id = 1 ~ INSERT INTO shipping_details\\n(order_id,\\naddress)\\nSELECT order_id,\\naddress\\nFROM   orders\\nWHERE  order_id = ? ~ INSERT shipping_details SELECT orders
            SELECT order_date\\nFROM   (SELECT *\\nFROM   orders o\\nJOIN customers c\\nON o.customer_id = c.customer_id) ~ = ~ SELECT SELECT orders customers
            SELEcT order_date\\nFROM   (sELECT *\\nFROM   orders o\\nJOIN customers c\\nON o.customer_id = c.customer_id) ~ = ~ SELEcT sELECT orders customers
            SELEcT order_date\\nFROM ORders ~ = ~ SELEcT ORders
            SELECT * FROM Orders o CROSS JOIN OrderDetails od ~ = ~ SELECT Orders OrderDetails
            SELECT * FROM Orders o, OrderDetails od ~ = ~ SELECT Orders OrderDetails
            CREATE  TABLE MyTable (\\n    ID NOT NULL IDENTITY(1,1) PRIMARY KEY\\n) ~ CREATE  TABLE MyTable (\\n    ID NOT NULL IDENTITY(?,?) PRIMARY KEY\\n) ~ CREATE TABLE MyTable
            ALTER  TABLE MyTable ADD Name varchar(255) ~ ALTER  TABLE MyTable ADD Name varchar(?) ~ ALTER TABLE MyTable
            DROP  TABLE MyTable ~ = ~ DROP TABLE MyTable
            """)
    void conformanceRow_isReadAsTheConventionsSay(String sql, String text, String summary) {
        SqlText read = generic(unescaped(sql));

        assertThat(read.masked()).isEqualTo(text.equals(SAME) ? unescaped(sql) : unescaped(text));
        assertThat(read.summary()).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
            SELECT * FROM "song list", 'artists' ~ SELECT "song list" 'artists'
            SELECT * FROM SelectedData ~ SELECT SelectedData
            CREATE UNIQUE CLUSTERED INDEX IX_Email ON Employees (Email); ~ CREATE INDEX IX_Email
            SELECT DISTINCT o.Id FROM Orders o JOIN Customers c ON o.CustomerId = c.Id ~ SELECT Orders Customers
            CREATE TABLE IF NOT EXISTS Users (Id INT) ~ CREATE TABLE Users
            CREATE VIEW Active AS SELECT * FROM Users WHERE IsActive = 1; ~ CREATE VIEW Active
            ALTER TABLE Orders RENAME COLUMN a TO b ~ ALTER TABLE Orders
            CREATE TRIGGER trg ON Orders AFTER UPDATE AS BEGIN UPDATE Orders SET a = 1; DELETE FROM x; END; ~ CREATE TRIGGER trg
            DROP PROCEDURE IF EXISTS Remove ~ DROP PROCEDURE Remove
            CREATE FUNCTION dbo.GetTotal(@a INT) RETURNS INT AS BEGIN RETURN @a; END; ~ CREATE FUNCTION dbo.GetTotal
            SELECT Id FROM Customers UNION SELECT Id FROM Suppliers ORDER BY Name ~ SELECT Customers Suppliers
            EXEC sp_rename 'Old', 'New'; ~ EXEC sp_rename
            EXEC @rc = GetById @Id = 42 ~ EXEC GetById
            SELECT TOP (10) * FROM Employees ~ SELECT Employees
            UPDATE t SET a = 1 WHERE b IS DISTINCT FROM 'secret' ~ UPDATE t
            SELECT EXTRACT(YEAR FROM 'secret') FROM t ~ SELECT t
            DELETE FROM a USING b WHERE a.id = b.id ~ DELETE a b
            MERGE INTO t USING s ON (t.a = s.a) WHEN MATCHED THEN UPDATE SET x = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1) ~ MERGE t s
            INSERT INTO t (a, b) SELECT a, b FROM s ON CONFLICT (a) DO UPDATE SET b = 1, c = d ~ INSERT t SELECT s
            WITH r (comment) AS (VALUES (1) UNION ALL SELECT a FROM x) SELECT * FROM r ~ SELECT x SELECT r
            WITH d AS (DELETE FROM a RETURNING id) INSERT INTO b SELECT id FROM d ~ DELETE a INSERT b SELECT d
            SELECT a FROM t ORDER BY x, y LIMIT 5, 6 ~ SELECT t
            SELECT 1; DELETE FROM b ~ SELECT DELETE b
            EXPLAIN ANALYZE SELECT * FROM t ~ EXPLAIN ANALYZE SELECT t
            TRUNCATE TABLE t ~ TRUNCATE t
            SET search_path TO secret ~ SET
            SELECT * FROM a JOIN b USING (id) ~ SELECT a b
            SELECT a FROM [my table] ~ SELECT
            INSERT INTO "Mixed"."Case" VALUES (1) ~ INSERT "Mixed"."Case"
            SELECT * INTO @v FROM t ~ SELECT t
            """)
    void summary_holdsOperationsAndTargetsInOrder(String sql, String summary) {
        assertThat(generic(sql).summary()).isEqualTo(summary);
    }

    @Test
    void summary_isCutBeforeATokenThatDoesNotFit() {
        assertThat(generic("SELECT * FROM " + "v".repeat(250) + ", b").summary())
                .isEqualTo("SELECT");
    }

    @Test
    void garbage_hasNoSummary() {
        assertThat(generic("hunter2 is my password").summary()).isNull();
    }

    @Test
    void escapedCall_isItsProcedure() {
        SqlText read = generic("{? = call billing.close_month(?, 12)}");

        assertThat(read.procedure()).isEqualTo("billing.close_month");
        assertThat(read.summary()).isEqualTo("call billing.close_month");
        assertThat(read.recorded(true)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
            GENERIC ~ SELECT 'a\\' , secret' ~ SELECT ?
            GENERIC ~ SELECT "secret" FROM "t" ~ SELECT ? FROM "t"
            GENERIC ~ SELECT 'open secret ~ SELECT ?
            GENERIC ~ SELECT TRUE, x.true, false ~ SELECT ?, x.true, ?
            GENERIC ~ SELECT n+1, n-1, n - 1 ~ SELECT n+?, n-?, n - ?
            GENERIC ~ SELECT X'1F', N'secret', U&'secret', e'it\\'s secret' ~ SELECT ?, ?, ?, ?
            GENERIC ~ SELECT DATE '2020-01-01', INTERVAL '1' DAY ~ SELECT DATE ?, INTERVAL ? DAY
            GENERIC ~ SELECT 1 /* open ~ SELECT ?
            GENERIC ~ SELECT $5.50 ~ SELECT ?
            POSTGRESQL ~ SELECT E'it\\'s secret', $$secret$$, $a$se$$cret$a$ ~ SELECT ?, ?, ?
            POSTGRESQL ~ SELECT /* a /* b */ secret */ 1 ~ SELECT  ?
            POSTGRESQL ~ SELECT a->>'secret', b[1], c#>'{1}' ~ SELECT a->>?, b[?], c#>?
            MYSQL ~ SELECT "secret", `col` # secret ~ SELECT ?, `col`
            MYSQL ~ SELECT 'it\\'s secret', `col` ~ SELECT ?
            MYSQL ~ SELECT 'a\\', 'secret' ~ SELECT ?
            MYSQL ~ SELECT 5--1, _utf8'secret' -- secret ~ SELECT ?-?, ?
            ORACLE ~ SELECT q'[it's secret]', nq'!secret!' FROM dual ~ SELECT ?, ? FROM dual
            ORACLE ~ SELECT 'a\\', b FROM t ~ SELECT ?, b FROM t
            SQL_SERVER ~ SELECT [it's], #tmp.a, $19.99 FROM #tmp ~ SELECT [it's], #tmp.a, $? FROM #tmp
            SQLITE ~ SELECT "secret", [a b] FROM "t" ~ SELECT ?, [a b] FROM "t"
            H2 ~ SELECT "Col", $$secret$$, ?1 ~ SELECT "Col", ?, ?1
            """)
    void literals_areMaskedAsTheProductQuotesThem(SqlSyntax syntax, String sql, String masked) {
        assertThat(new SqlScanner(sql, syntax).scan().masked().strip()).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
            SELECT a FROM t WHERE b = ? AND c = 'OPEN' ~ true
            SELECT a FROM t WHERE b = $1 AND c = 1 ~ true
            SELECT a FROM t WHERE b = :name AND c = 1 ~ true
            SELECT a::text FROM t WHERE c = 1 ~ false
            SELECT '?' FROM t WHERE c = 1 -- ? ~ false
            """)
    void preparedText_isKeptOnlyIfItHasPlaceholders(String sql, boolean kept) {
        SqlText read = generic(sql);

        assertThat(sql.equals(read.recorded(true))).isEqualTo(kept);
        assertThat(read.recorded(false)).isEqualTo(read.masked()).isNotEqualTo(sql);
    }

    @Test
    void longText_isCutAfterMasking() {
        String sql = "SELECT '" + "x".repeat(100_000) + "', " + "a, ".repeat(50_000) + "b FROM t";

        assertThat(generic(sql).masked()).startsWith("SELECT ?, a, ").hasSize(SqlText.LONGEST);
    }

    private static SqlText generic(String sql) {
        return new SqlScanner(sql, SqlSyntax.GENERIC).scan();
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }
}
