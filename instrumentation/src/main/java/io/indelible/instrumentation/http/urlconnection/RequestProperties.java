package io.indelible.instrumentation.http.urlconnection;

import io.indelible.instrumentation.http.ContextFields;
import java.net.HttpURLConnection;

/** Propagation fields for a connection that is not connected yet. */
final class RequestProperties extends ContextFields {
    private final HttpURLConnection connection;

    RequestProperties(HttpURLConnection connection) {
        this.connection = connection;
    }

    @Override
    protected boolean has(String field) {
        return connection.getRequestProperty(field) != null;
    }

    @Override
    protected void add(String field, String value) {
        try {
            connection.setRequestProperty(field, value);
        } catch (IllegalStateException connected) {
            // The agent was attached after this connection was connected: its headers are on their way.
        }
    }
}
