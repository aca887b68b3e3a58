package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection without asking it. Immutable, one for each connect URL or product.
 *
 * @param system the product
 * @param namespace the database; null when the URL does not name it
 * @param serverAddress the host; null for an embedded database and when it is not known
 * @param serverPort the port; 0 when it is the product's default or not known
 */
record ConnectionFacts(
        DatabaseSystem system, @Nullable String namespace, @Nullable String serverAddress, int serverPort) {
    /** Nothing is known. */
    static final ConnectionFacts UNKNOWN = of(DatabaseSystem.OTHER);

    /** Only the product is known. */
    static ConnectionFacts of(DatabaseSystem system) {
        return new ConnectionFacts(system, null, null, 0);
    }

    /** Whether even the product is unknown. */
    boolean isUnknown() {
        return system == DatabaseSystem.OTHER;
    }

    /** Whether nothing at all beyond the product is known. */
    boolean isBare() {
        return namespace == null && serverAddress == null;
    }
}
