package io.indelible.instrumentation.http.urlconnection;

import io.indelible.instrumentation.http.ContextFields;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLPermission;

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

    @Override
    protected URLPermission permission(String names) {
        URL url = connection.getURL();
        // With output, the connection may turn GET into POST before it asks.
        String methods = connection.getRequestMethod() + (connection.getDoOutput() ? ",POST" : "");
        return new URLPermission(url.getProtocol() + "://" + url.getAuthority() + url.getPath(), methods + ":" + names);
    }
}
