package io.indelible.instrumentation.jdbc;

import static io.indelible.instrumentation.jdbc.UrlText.afterSlashes;
import static io.indelible.instrumentation.jdbc.UrlText.beforeAny;
import static io.indelible.instrumentation.jdbc.UrlText.inParentheses;
import static io.indelible.instrumentation.jdbc.UrlText.indexOfAny;
import static io.indelible.instrumentation.jdbc.UrlText.isHost;
import static io.indelible.instrumentation.jdbc.UrlText.name;
import static io.indelible.instrumentation.jdbc.UrlText.parameter;
import static io.indelible.instrumentation.jdbc.UrlText.portOf;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connect URL. Only hosts, ports and database names are ever taken out of it: users, passwords and parameters
 * stay behind, and where a text could be one or the other nothing is taken.
 *
 * <p>Used once per connection opened; a plain class of string operations.
 */
final class JdbcUrl {
    private final String rest;
    private final DatabaseSystem system;
    private @Nullable String namespace;
    private @Nullable String host;
    private int port;

    private JdbcUrl(DatabaseSystem system, String rest) {
        this.system = system;
        this.rest = rest;
    }

    /** What the URL says; {@link ConnectionFacts#UNKNOWN} when it is no JDBC URL. Never throws for any text. */
    static ConnectionFacts parse(String url) {
        int colon = url.indexOf(':', 5);
        if (!url.regionMatches(true, 0, "jdbc:", 0, 5) || colon < 0) {
            return ConnectionFacts.UNKNOWN;
        }
        String scheme = url.substring(5, colon).toLowerCase(Locale.ROOT);
        String rest = url.substring(colon + 1);
        if (scheme.equals("jtds")) {
            return ofJtds(rest);
        }
        return new JdbcUrl(DatabaseSystem.ofScheme(scheme), rest).read();
    }

    private static ConnectionFacts ofJtds(String rest) {
        int colon = rest.indexOf(':');
        boolean sybase = rest.startsWith("sybase");
        return new JdbcUrl(sybase ? DatabaseSystem.SYBASE : DatabaseSystem.SQL_SERVER, rest.substring(colon + 1))
                .read();
    }

    private ConnectionFacts read() {
        switch (system) {
            case H2 -> h2();
            case HSQLDB -> embeddedOr("hsql:", "hsqls:", "http:", "https:");
            case DERBY -> embeddedOr("//");
            case SQLITE, DUCKDB -> file(rest);
            case ORACLE -> oracle();
            case SQL_SERVER -> sqlServer();
            case SYBASE -> sybase();
            case MYSQL, MARIADB -> mySql();
            case TERADATA -> {
                authority(afterSlashes(rest));
                namespace = parameter(rest, "database", '/', ',');
            }
            case HANA -> {
                authority(afterSlashes(rest));
                namespace = parameter(rest, "databaseName", '?', '&');
            }
            case TRINO -> {
                network(rest);
                namespace = namespace == null ? null : namespace.replace('/', '|');
            }
            default -> network(rest);
        }
        return new ConnectionFacts(
                system, name(namespace), host, host == null || port == system.defaultPort ? 0 : port);
    }

    // ---- shapes

    /** {@code //host:port/database}, or the bare name of a local database. */
    private void network(String text) {
        if (text.startsWith("//")) {
            hierarchical(text.substring(2));
        } else if (text.indexOf("//") >= 0) {
            // A sub-scheme, as in "redshift:iam://".
            hierarchical(afterSlashes(text));
        } else {
            boolean local = system == DatabaseSystem.POSTGRESQL || system == DatabaseSystem.DB2;
            namespace = local ? beforeAny(text, "?;:/") : null;
        }
    }

    private void hierarchical(String text) {
        if (!authority(text)) {
            return;
        }
        int slash = text.indexOf('/');
        int end = indexOfAny(text, "?;");
        if (slash >= 0 && slash < end) {
            // DB2 and Informix put their parameters behind a colon.
            namespace = beforeAny(text.substring(slash + 1, end), ":");
        }
    }

    /** Reads {@code user:password@host:port,...}; false when it cannot be told which is which. */
    private boolean authority(String text) {
        int authorityEnd = indexOfAny(text, "/?;");
        String authority = text.substring(0, authorityEnd);
        int at = authority.lastIndexOf('@');
        if (at < 0 && text.substring(0, indexOfAny(text, "?;")).indexOf('@') >= 0) {
            // A password with a slash in it.
            return false;
        }
        if (!server(firstServer(authority.substring(at + 1)))) {
            return false;
        }
        if (host == null && defaultsToThisMachine()) {
            host = "localhost";
        }
        return true;
    }

    private boolean defaultsToThisMachine() {
        return system == DatabaseSystem.POSTGRESQL
                || system == DatabaseSystem.MYSQL
                || system == DatabaseSystem.MARIADB;
    }

    private static String firstServer(String servers) {
        // Several hosts: which one answers cannot be known without asking the driver.
        return beforeAny(servers, ",");
    }

    /** Takes {@code host}, {@code host:port} or {@code [address]:port}; false when it is none of these. */
    private boolean server(String text) {
        int bracket = text.indexOf(']');
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String name = colon < 0 ? text : text.substring(0, colon);
        int number = colon < 0 ? 0 : portOf(text.substring(colon + 1));
        if (number < 0 || !isHost(name)) {
            return false;
        }
        if (!name.isEmpty()) {
            host = bracket > 0 ? name.substring(1, bracket) : name;
        }
        port = number;
        return true;
    }

    // ---- products

    private void h2() {
        if (rest.startsWith("tcp:") || rest.startsWith("ssl:")) {
            String text = afterSlashes(rest);
            if (authority(text)) {
                file(text.substring(Math.min(text.length(), indexOfAny(text, "/?;") + 1)));
            }
        } else if (rest.startsWith("mem:")) {
            namespace = beforeAny(rest.substring(4), ";");
        } else {
            file(rest);
        }
    }

    private void embeddedOr(String... networkPrefixes) {
        for (String prefix : networkPrefixes) {
            if (rest.startsWith(prefix)) {
                hierarchical(afterSlashes(rest));
                return;
            }
        }
        file(rest);
    }

    /** Only the last part of the path: the rest says where somebody's files are. */
    private void file(String text) {
        String path = beforeAny(text, ";?");
        int begin = Math.max(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')), path.lastIndexOf(':'));
        namespace = path.substring(begin + 1);
    }

    private void mySql() {
        String text = afterSlashes(rest);
        if (text.startsWith("address=") || text.startsWith("(")) {
            keyValueServer(text);
        } else if (!authority(text)) {
            return;
        }
        int slash = text.indexOf('/');
        int end = indexOfAny(text, "?;");
        if (slash >= 0 && slash < end) {
            namespace = text.substring(slash + 1, end);
        }
    }

    /** {@code address=(host=h)(port=p)} or {@code (host=h,port=p)}; also Oracle's descriptions. */
    private void keyValueServer(String text) {
        String name = inParentheses(text, "host=");
        if (name != null && isHost(name)) {
            host = name.isEmpty() ? null : name;
            String number = inParentheses(text, "port=");
            port = number == null ? 0 : Math.max(0, portOf(number));
        }
    }

    private void sqlServer() {
        String text = afterSlashes(rest);
        int end = indexOfAny(text, "/;");
        String name = text.substring(0, end);
        int backslash = name.indexOf('\\');
        String instance = parameter(rest, "instanceName", ';', ';');
        if (instance == null) {
            instance = parameter(rest, "instance", ';', ';');
        }
        if (backslash >= 0) {
            int colon = name.indexOf(':', backslash);
            instance = name.substring(backslash + 1, colon < 0 ? name.length() : colon);
            name = name.substring(0, backslash) + (colon < 0 ? "" : name.substring(colon));
        }
        if (!server(name)) {
            return;
        }
        serverParameters();
        String database = databaseOfSqlServer(text, end);
        namespace = instance == null || database == null ? database : instance + "|" + database;
    }

    private void serverParameters() {
        String name = parameter(rest, "serverName", ';', ';');
        if (host == null && name != null) {
            server(beforeAny(name, "\\"));
        }
        String number = parameter(rest, "portNumber", ';', ';');
        if (port == 0 && number != null) {
            port = Math.max(0, portOf(number));
        }
    }

    private @Nullable String databaseOfSqlServer(String text, int end) {
        String database = parameter(rest, "databaseName", ';', ';');
        if (database == null) {
            database = parameter(rest, "database", ';', ';');
        }
        boolean inPath = database == null && end < text.length() && text.charAt(end) == '/';
        return inPath ? beforeAny(text.substring(end + 1), ";?") : database;
    }

    private void sybase() {
        String text = rest.startsWith("Tds:") ? rest.substring(4) : afterSlashes(rest);
        hierarchical(text);
    }

    private void oracle() {
        int at = rest.indexOf('@');
        // A user or password may hold an @ of its own only in quotes; then nothing is taken.
        if (at < 0 || rest.indexOf('"') >= 0 || rest.lastIndexOf('@') != at) {
            return;
        }
        String text = rest.substring(at + 1);
        if (text.startsWith("(")) {
            keyValueServer(text);
            namespace = inParentheses(text, "service_name=");
            if (namespace == null) {
                namespace = inParentheses(text, "sid=");
            }
        } else {
            oracleShort(beforeAny(afterSlashes(text), "?"));
        }
    }

    /** {@code host:port/service}, {@code host:port:sid} or the name of a description kept elsewhere. */
    private void oracleShort(String text) {
        int slash = text.indexOf('/');
        int firstColon = text.indexOf(':', Math.max(0, text.indexOf(']')));
        int secondColon = firstColon < 0 ? -1 : text.indexOf(':', firstColon + 1);
        if (slash >= 0) {
            if (server(firstServer(text.substring(0, slash)))) {
                namespace = beforeAny(text.substring(slash + 1), ":/");
            }
        } else if (secondColon >= 0) {
            if (server(text.substring(0, secondColon))) {
                namespace = text.substring(secondColon + 1);
            }
        } else if (firstColon >= 0) {
            server(text);
        }
    }
}
