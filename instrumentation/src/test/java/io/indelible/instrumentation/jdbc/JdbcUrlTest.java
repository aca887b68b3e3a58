package io.indelible.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = ' ',
            textBlock =
                    """
            jdbc:postgresql://db.example:5432/shop?user=joe&password=secret postgresql db.example 0 shop
            jdbc:postgresql://db.example:6432/shop postgresql db.example 6432 shop
            jdbc:postgresql://[::1]:6432/shop postgresql ::1 6432 shop
            jdbc:postgresql://h1:1111,h2:2222/shop postgresql h1 1111 shop
            jdbc:postgresql:///shop postgresql localhost 0 shop
            jdbc:postgresql:shop postgresql - 0 shop
            jdbc:mysql://joe:secret@db.example:3307/shop?useSSL=false mysql db.example 3307 shop
            jdbc:mysql:loadbalance://h1,h2/shop mysql h1 0 shop
            jdbc:mysql://address=(host=db.example)(port=3307)(user=joe)/shop mysql db.example 3307 shop
            jdbc:mysql:///shop mysql localhost 0 shop
            jdbc:mariadb://db.example/shop mariadb db.example 0 shop
            jdbc:sqlserver://db.example:1433;databaseName=shop;user=sa;password={se;cret} microsoft.sql_server db.example 0 shop
            jdbc:sqlserver://db.example\\inst1:1444;database=shop microsoft.sql_server db.example 1444 inst1|shop
            jdbc:sqlserver://;serverName=db.example;portNumber=1444;databaseName=shop microsoft.sql_server db.example 1444 shop
            jdbc:jtds:sqlserver://db.example:1433/shop;instance=i;user=sa microsoft.sql_server db.example 0 i|shop
            jdbc:oracle:thin:@//db.example:1521/shop oracle.db db.example 0 shop
            jdbc:oracle:thin:joe/secret@db.example:1522:XE oracle.db db.example 1522 XE
            jdbc:oracle:thin:@tcps://db.example:1522/shop?wallet=/secret oracle.db db.example 1522 shop
            jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db.example)(PORT=1522))(CONNECT_DATA=(SERVICE_NAME=shop))) oracle.db db.example 1522 shop
            jdbc:oracle:thin:@tns_alias oracle.db - 0 -
            jdbc:h2:mem:shop;USER=joe;PASSWORD=secret h2database - 0 shop
            jdbc:h2:mem: h2database - 0 -
            jdbc:h2:file:/home/joe/shop h2database - 0 shop
            jdbc:h2:~/shop h2database - 0 shop
            jdbc:h2:tcp://db.example:9093/~/data/shop h2database db.example 9093 shop
            jdbc:hsqldb:hsql://db.example/shop;user=sa hsqldb db.example 0 shop
            jdbc:hsqldb:mem:shop hsqldb - 0 shop
            jdbc:derby:memory:shop;create=true derby - 0 shop
            jdbc:derby://db.example:1528/shop;user=joe derby db.example 1528 shop
            jdbc:sqlite:/home/joe/shop.db sqlite - 0 shop.db
            jdbc:sqlite::memory: sqlite - 0 -
            jdbc:db2://db.example:50001/shop:user=joe;password=secret; ibm.db2 db.example 50001 shop
            jdbc:redshift:iam://db.example:5439/shop?AccessKeyID=secret aws.redshift db.example 0 shop
            jdbc:trino://db.example:8080/hive/shop trino db.example 0 hive|shop
            jdbc:clickhouse://db.example:8124/shop clickhouse db.example 8124 shop
            jdbc:nobody://db.example:1/shop other_sql db.example 1 shop
            not-a-url other_sql - 0 -
            """)
    void url_tellsSystemServerAndDatabase(String url, String system, String host, int port, String database) {
        ConnectionFacts facts = JdbcUrl.parse(url);

        assertThat(facts.system().wireName).isEqualTo(system);
        assertThat(facts.serverAddress()).isEqualTo(host);
        assertThat(facts.serverPort()).isEqualTo(port);
        assertThat(facts.namespace()).isEqualTo(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://joe:s3cr3t@h/db",
                "jdbc:postgresql://joe:s3/cr3t@h/db",
                "jdbc:postgresql://joe:s3?cr3t@h/db",
                "jdbc:mysql://joe:s3@cr3t@h/db?password=s3cr3t",
                "jdbc:mysql://(host=h,user=joe,password=s3cr3t)/db",
                "jdbc:oracle:thin:joe/s3cr3t@h:1521/db",
                "jdbc:oracle:thin:joe/\"s3@cr3t\"@h:1521/db",
                "jdbc:oracle:thin:joe/s3@cr3t@h:1521/db",
                "jdbc:sqlserver://h;password=s3cr3t;databaseName=db",
                "jdbc:sqlserver://h;user=joe;password={s3;cr3t}",
                "jdbc:db2://h:50000/db:user=joe;password=s3cr3t;",
                "jdbc:h2:mem:db;USER=joe;PASSWORD=s3cr3t",
                "jdbc:unheard:joe/s3cr3t@h",
            })
    void secret_isNeverTaken(String url) {
        assertThat(JdbcUrl.parse(url).toString()).doesNotContain("cr3t").doesNotContain("joe");
    }

    @Test
    void anyText_isReadWithoutAnException() {
        String alphabet = ":/@?;=&()[]{},.\\\"'%aZ09 \u0130";
        String[] schemes = {
            "postgresql",
            "mysql",
            "sqlserver",
            "oracle:thin",
            "h2",
            "hsqldb",
            "derby",
            "db2",
            "sqlite",
            "jtds",
            "sybase",
            "teradata",
            "sap",
            "trino",
            "x"
        };
        Random random = new Random(1);
        for (int round = 0; round < 10_000; round++) {
            StringBuilder url = new StringBuilder("jdbc:" + schemes[random.nextInt(schemes.length)]);
            for (int i = random.nextInt(30); i > 0; i--) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(JdbcUrl.parse(url.toString()).serverPort())
                    .as(url.toString())
                    .isBetween(0, 65_535);
        }
    }
}
