package io.indelible.instrumentation.http.urlconnection;

import io.indelible.instrumentation.http.ClientOperation;
import io.indelible.instrumentation.http.HttpConventions;
import java.net.HttpURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** The request of one {@code HttpURLConnection}. Never compares or hashes a {@code URL}: that asks the name service. */
final class UrlConnectionOperation extends ClientOperation {
    /** The connection while one of its calls is going on; null in between, for it is a weak key of our map. */
    @Nullable
    HttpURLConnection inside;

    /** When the application last did something for it, {@link System#nanoTime}. */
    private long lastTicks;

    private @Nullable URL url;

    UrlConnectionOperation(HttpConventions conventions, HttpURLConnection connection) {
        super(conventions, connection.getRequestMethod());
        this.url = connection.getURL();
    }

    /** The application has just done something for it. */
    void touch() {
        lastTicks = System.nanoTime();
    }

    /** When it was over, if nothing more comes. */
    long lastTicks() {
        return lastTicks;
    }

    @Override
    protected @Nullable String url() {
        return url == null ? null : url.toExternalForm();
    }

    @Override
    protected @Nullable String serverAddress() {
        return url == null ? null : withoutBrackets(url.getHost());
    }

    @Override
    protected int serverPort() {
        if (url == null) {
            return -1;
        }
        return url.getPort() >= 0 ? url.getPort() : url.getDefaultPort();
    }

    @Override
    public void release() {
        url = null;
    }
}
