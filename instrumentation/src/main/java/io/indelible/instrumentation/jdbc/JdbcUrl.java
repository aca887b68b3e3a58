package io.indelible.instrumentation.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connect URL. Only hosts, ports and database names are ever taken out of it: users, passwords and parameters
 * stay behind, and where a text could be one or the other nothing is taken.
 *
 * <p>Used once per connection opened; a plain class of string operations.
 */
final class JdbcUrl {
    private static final int LONGEST_NAME = 255;

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

    // ---- pieces of text

    private static String afterSlashes(String text) {
        int slashes = text.indexOf("//");
        return slashes < 0 ? text : text.substring(slashes + 2);
    }

    private static int indexOfAny(String text, String ends) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String beforeAny(String text, String ends) {
        return text.substring(0, indexOfAny(text, ends));
    }

    private static @Nullable String parameter(String text, String key, char first, char separator) {
        int from = text.indexOf(first);
        while (from >= 0 && from < text.length()) {
            int next = text.indexOf(separator, from + 1);
            String pair = text.substring(from + 1, next < 0 ? text.length() : next);
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(key)) {
                return unbraced(pair.substring(equals + 1).strip());
            }
            from = next;
        }
        return null;
    }

    private static String unbraced(String value) {
        boolean braced = value.length() >= 2 && value.startsWith("{") && value.endsWith("}");
        return braced ? value.substring(1, value.length() - 1) : value;
    }

    /** The value after {@code key}, which ends with an equals sign, up to the next parenthesis or comma. */
    private static @Nullable String inParentheses(String text, String key) {
        String packed = text.replace(" ", "");
        int begin = indexOf(packed, key);
        boolean wholeKey = begin > 0 && "(,".indexOf(packed.charAt(begin - 1)) >= 0;
        return wholeKey ? beforeAny(packed.substring(begin + key.length()), "),") : null;
    }

    private static int indexOf(String text, String key) {
        for (int i = 0; i < text.length(); i++) {
            if (text.regionMatches(true, i, key, 0, key.length())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && "-._:[]%".indexOf(c) < 0) {
                return false;
            }
        }
        return text.length() <= LONGEST_NAME;
    }

    /** The port; 0 for an empty text, -1 when it is no port. */
    private static int portOf(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > 65_535) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number > 65_535 ? -1 : number;
    }

    /** The name of a database, unless it could be something else. */
    private static @Nullable String name(@Nullable String text) {
        boolean usable = text != null
                && !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && indexOfAny(text, "@=&?;") == text.length();
        return usable ? text : null;
    }
}
