package io.indelible.exporter.otlp;

import io.indelible.exporter.Signal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** How requests get to the endpoints of one protocol. Connects when it is first used. Used by the export thread. */
interface OtlpTransport {
    /**
     * Sends one request and returns at once.
     *
     * @param body an encoded {@code Export…ServiceRequest}; must not be changed until the answer is there
     * @return completed with an {@link IOException} when there is no answer; cancelling it ends the request
     * @throws IOException when it cannot even be tried
     */
    CompletableFuture<OtlpResponse> send(Signal signal, OtlpSettings.Endpoint endpoint, ProtoWriter body)
            throws IOException;

    /** Ends connections and threads. */
    void close();
}
