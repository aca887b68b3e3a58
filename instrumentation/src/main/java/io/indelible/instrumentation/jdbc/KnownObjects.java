package io.indelible.instrumentation.jdbc;

import io.indelible.instrumentation.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/** What is known of the application's connections and statements. */
final class KnownObjects {
    private final WeakIdentityMap<Object, ConnectionFacts> connections = new WeakIdentityMap<>();
    private final WeakIdentityMap<Object, StatementFacts> statements = new WeakIdentityMap<>();

    void connection(Object connection, ConnectionFacts facts) {
        connections.put(connection, facts);
    }

    /** What is known of a connection; null when nothing is. */
    @Nullable
    ConnectionFacts ofConnection(Object connection) {
        return connections.get(connection);
    }

    void statement(Object statement, StatementFacts facts) {
        statements.put(statement, facts);
    }

    /** What is known of a statement; the product at least. One made without our seeing it is remembered from now on. */
    StatementFacts ofStatement(Object statement) {
        StatementFacts known = statements.get(statement);
        if (known == null) {
            known = new StatementFacts(null, ofClass(statement));
            statements.put(statement, known);
        }
        return known;
    }

    /** What the class of a driver's object tells. */
    static ConnectionFacts ofClass(Object object) {
        DatabaseSystem system = DatabaseSystem.ofDriverClass(object.getClass().getName());
        return system == DatabaseSystem.OTHER ? ConnectionFacts.UNKNOWN : ConnectionFacts.of(system);
    }
}
