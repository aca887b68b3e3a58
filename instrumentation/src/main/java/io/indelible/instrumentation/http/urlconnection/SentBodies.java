package io.indelible.instrumentation.http.urlconnection;

import io.indelible.bridge.Guard;
import io.indelible.instrumentation.Handlers;
import io.indelible.instrumentation.WeakIdentityMap;
import io.indelible.instrumentation.file.content.Traffic;
import org.jspecify.annotations.Nullable;

/** The bodies that are being written, by their streams. Allocates nothing while a thread keeps writing to one. */
final class SentBodies implements Handlers.BodyWatcher {
    private final UrlConnections connections;
    private final WeakIdentityMap<Object, SentBody> byStream = new WeakIdentityMap<>();

    SentBodies(UrlConnections connections) {
        this.connections = connections;
    }

    /** The application has got the stream of a connection, perhaps again. */
    void opened(@Nullable Object connection, @Nullable Object stream) {
        UrlConnectionOperation operation = connection == null ? null : connections.of(connection);
        if (stream != null && operation != null && !operation.ended && byStream.get(stream) == null) {
            byStream.put(stream, new SentBody(stream, operation));
        }
    }

    @Override
    public void bytesSent(Guard guard, Object stream, byte[] from, int offset, int count) {
        SentBody body = find(guard, stream);
        if (body != null) {
            body.wrote(Traffic.of(guard), from, offset, count);
        }
    }

    @Override
    public void byteSent(Guard guard, Object stream, int value) {
        SentBody body = find(guard, stream);
        if (body != null) {
            body.wrote(Traffic.of(guard), (byte) value);
        }
    }

    void closed(@Nullable Object stream, @Nullable Object none) {
        SentBody body = stream == null ? null : byStream.remove(stream);
        if (body != null) {
            forget(body);
            body.close();
        }
    }

    void reset(@Nullable Object stream, @Nullable Object none) {
        SentBody body = stream == null ? null : byStream.get(stream);
        if (body != null) {
            body.reset();
        }
    }

    private @Nullable SentBody find(Guard guard, Object stream) {
        if (byStream.isEmpty()) {
            return null;
        }
        Traffic traffic = Traffic.of(guard);
        if (traffic.target instanceof SentBody last && last.refersTo(stream)) {
            return last;
        }
        SentBody body = byStream.get(stream);
        if (body != null) {
            traffic.target = body;
        }
        return body;
    }

    private static void forget(SentBody body) {
        Traffic traffic = Traffic.current();
        if (traffic.target == body) {
            traffic.target = null;
        }
    }
}
